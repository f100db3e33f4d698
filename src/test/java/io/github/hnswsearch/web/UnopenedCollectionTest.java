package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.lucene.OlderGenerations;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server one of whose collections is of a version that cannot be read. */
final class UnopenedCollectionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path root;
  private OpenCollections collections;
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    OlderGenerations.copy(OlderGenerations.TOO_OLD, root);
    collections =
        new RealCollections(root)
            .with(
                "words",
                Schema.EMPTY,
                List.of(RealCollections.item("a", "", "graphs", Metadata.NONE)))
            .open();
    collections.warmUp(Duration.ofMillis(1));
    server = new RunningServer(collections);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    collections.close();
  }

  @Test
  void theOthersAreListedAndAnswer() throws IOException {
    assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
    JsonNode listed = JSON.readTree(server.get("/api/collections").body());
    assertThat(listed.get("collections").findValuesAsText("name")).containsExactly("words");
    HttpResponse<String> found = server.get("/api/collections/words/search?q=graphs");
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
  }

  @Test
  void itsOwnAnswerNamesTheCauseAndTheWayOutButNoFolderOfTheMachine() {
    for (String path : List.of("", "/search?q=graphs", "/documents/item-000")) {
      HttpResponse<String> response = server.get("/api/collections/papers" + path);
      ApiProblemsTest.assertProblem(
          response, 503, "collection-unavailable", "found one of Lucene 8.11.4");
      assertThat(response.headers().firstValue("Retry-After")).hasValue("30");
      assertThat(response.body())
          .contains("./hnsw-search rebuild papers")
          .doesNotContain(root.toString(), "Exception");
    }
  }

  @Test
  void itsPageSaysTheSame() throws IOException {
    HttpResponse<String> file =
        server.send(
            Multipart.request(
                server,
                "/c/papers/file",
                Multipart.CONTENT_TYPE,
                Multipart.file("a.txt", new byte[] {'a'})));
    assertThat(file.statusCode()).isEqualTo(503);
    for (String path : List.of("/c/papers", "/c/papers?q=graphs", "/c/papers/similar/item-000")) {
      HttpResponse<String> page = server.get(path, "Accept", "text/html");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.body())
          .contains("found one of Lucene 8.11.4", "must be mended")
          .doesNotContain(root.toString(), "no such collection");
    }
  }

  @Test
  void theOneThatIsNotThereIsUnknownAsEver() {
    HttpResponse<String> page = server.get("/c/pictures", "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("There is no such collection", "words");
  }

  @Test
  void aServerOfNoOtherNamesItRatherThanAskForAFirstOne(@TempDir Path folder) throws IOException {
    OlderGenerations.copy(OlderGenerations.TOO_OLD, folder);
    try (OpenCollections unopened = new RealCollections(folder).open();
        RunningServer alone = new RunningServer(unopened)) {
      ApiProblemsTest.assertProblem(
          alone.get("/readyz"), 503, "not-ready", "None of the collections can be opened: papers.");
      for (String path : List.of("/", "/c/pictures")) {
        assertThat(alone.get(path, "Accept", "text/html").body())
            .contains("None of the collections can be opened: papers.")
            .doesNotContain("demo");
      }
      assertThat(alone.get("/c/papers", "Accept", "text/html").body())
          .contains("found one of Lucene 8.11.4");
    }
  }

  @Test
  void itAnswersOnceAnotherGenerationIsLive() throws IOException {
    assertThat(server.get("/api/collections/papers").statusCode()).isEqualTo(503);
    new RealCollections(root)
        .with(
            "papers",
            Schema.EMPTY,
            List.of(RealCollections.item("b", "", "galaxies", Metadata.NONE)));
    HttpResponse<String> response = server.get("/api/collections/papers/search?q=galaxies");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).contains("\"b\"");
  }
}
