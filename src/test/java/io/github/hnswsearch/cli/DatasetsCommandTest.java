package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.download.FileServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published embeddings, fetched from a server that behaves like Google Drive. */
final class DatasetsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/download";

  @TempDir private Path folder;
  private FileServer drive;
  private Path home;
  private Path output;
  private byte[] embeddings = {};

  @BeforeEach
  void publish() throws IOException {
    drive = new FileServer();
    embeddings = Files.readAllBytes(Path.of("src/test/resources/hdf5/contiguous.h5"));
    drive.serve(PATH, embeddings);
    output = folder.resolve("data");
    home = folder.resolve("home");
    Files.createDirectories(home.resolve("importer"));
    Files.writeString(
        home.resolve("importer/datasets.yaml"),
        """
        datasets:
          papers:
            about: Forty papers
            rows: 40
            dimension: 8
            encoder: all-roberta-large-v1
            file: Papers.h5
            url: "%s?id=1hMN&export=download&confirm=t"
        """
            .formatted(drive.uri(PATH)));
  }

  @AfterEach
  void stop() {
    drive.close();
  }

  private Outcome run(String... arguments) {
    return Cli.runAt(home, folder.resolve("cache"), arguments);
  }

  private Outcome pull() {
    return run("datasets", "pull", "papers", "--output", output.toString());
  }

  @Test
  void aPulledFileIsCheckedAndReadyForItsImport() throws Exception {
    assertThat(run("datasets", "list").out())
        .contains("papers", "Forty papers", "40 rows, 8 dimensions, encoder all-roberta-large-v1")
        .contains("to be fetched, size unknown: hnsw-search datasets pull papers");
    drive.answerFirst(
        PATH,
        FileServer.page(
            200,
            """
            <form id="download-form" action="%s"><input type="hidden" name="id" value="1hMN">
            <input type="hidden" name="uuid" value="7f"></form>
            """
                .formatted(drive.uri(PATH))),
        drive.cutAfter(embeddings.length / 2));

    Outcome outcome = pull();

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
    assertThat(outcome.out())
        .contains("papers: fetched", "40 rows, 8 dimensions")
        .contains("hnsw-search import --collection papers --embeddings " + output);
    assertThat(output.resolve("Papers.h5")).hasBinaryContent(embeddings);
    assertThat(outcome.err()).contains("the connection broke off; next attempt in");
    Outcome again = pull();
    assertThat(again.out()).contains("papers: here");
    JsonNode listed =
        JSON.readTree(run("datasets", "list", "--json", "--output", output.toString()).out())
            .get(0);
    assertThat(listed.get("here").asBoolean()).isTrue();
    assertThat(listed.get("bytes").asLong()).isEqualTo(embeddings.length);
    assertThat(listed.get("sha256").asText()).hasSize(64);
  }

  @Test
  void withoutAFolderTheCacheKeepsIt() throws Exception {
    assertThat(run("datasets", "pull", "papers").code()).isEqualTo(Cli.DONE);

    assertThat(folder.resolve("cache/datasets/Papers.h5")).hasBinaryContent(embeddings);
  }

  @Test
  void whatIsNotHdf5IsNamed() throws Exception {
    drive.serve(PATH, "PK\u0003\u0004 something else".getBytes(StandardCharsets.UTF_8));

    Outcome outcome = pull();

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err())
        .contains("expected an HDF5 file, found a zip archive")
        .contains("To fetch it anew, delete " + output.resolve("Papers.h5"));
  }

  @Test
  void aFileThatLacksItsEndIsNamed() throws Exception {
    drive.serve(PATH, Arrays.copyOf(embeddings, embeddings.length - 10));

    Outcome outcome = pull();

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("error: " + output.resolve("Papers.h5"));
  }

  @Test
  void theDescriptionThatIsShippedNamesTheKnownOnes() {
    assertThat(Cli.run("datasets", "list").out()).contains("papers", "1,000,000 rows", "images");

    Outcome outcome = Cli.run("datasets", "pull", "nope");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("\"nope\"", "papers, images");
  }
}
