package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From metadata through the bundled encoder to a hybrid search, by commands alone. */
final class EncoderCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SAMPLE = Path.of("importer/sample/papers.jsonl");
  private static final String ENCODER = "arxiv-static-384";
  private static final int PAPERS = 120;

  @TempDir private static Path folder;

  @BeforeAll
  static void embedAndImport() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(SAMPLE).subList(0, PAPERS));
    lines.add("{\"id\": \"2401.00001\", \"title\": \"深度学习\", \"categories\": \"cs.LG\"}");
    Path snapshot = Files.write(folder.resolve("papers.jsonl"), lines);
    Path embeddings = folder.resolve("papers.h5");

    Outcome embedded =
        Cli.run(
            "embed", "--encoder", ENCODER, "--input", "" + snapshot, "--output", "" + embeddings);
    assertThat(embedded.code()).isEqualTo(Cli.DONE);
    assertThat(embedded.out()).contains("120 papers embedded", "1 left out");

    Outcome imported =
        run(
            "import",
            "--collection",
            "papers",
            "--embeddings",
            "" + embeddings,
            "--metadata",
            "" + snapshot,
            "--encoder",
            ENCODER,
            "--quantization",
            "int8");
    assertThat(imported.err()).doesNotContain("error");
    assertThat(imported.code()).isEqualTo(Cli.DONE);
  }

  private static Outcome run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--index-data");
    all.add(folder.resolve("index").toString());
    return Cli.run(all.toArray(String[]::new));
  }

  private static JsonNode search(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("search", "papers", "--json"));
    all.addAll(List.of(arguments));
    return JSON.readTree(run(all.toArray(String[]::new)).out());
  }

  @Test
  void aTextIsSearchedByBothLegs() throws IOException {
    JsonNode response = search("black hole in three dimensions");

    assertThat(response.get("mode").asText()).isEqualTo("hybrid");
    JsonNode best = response.get("hits").get(0);
    assertThat(best.get("id").asText()).isEqualTo("hep-th_9204099");
    assertThat(best.get("legs").fieldNames()).toIterable().contains("vector", "keyword");
    assertThat(best.get("similarity").asDouble()).isBetween(0.2, 1.0);
  }

  @Test
  void kIsTheNumberOfResults() throws IOException {
    assertThat(search("quantum", "--mode", "vector", "-k", "3").get("hits")).hasSize(3);
  }

  @Test
  void aTextOfUnknownWordsIsSearchedByWordsWithANote() throws IOException {
    JsonNode response = search("深度学习");

    assertThat(response.get("hits")).isEmpty();
    assertThat(response.get("warnings")).isNotEmpty();
  }

  @Test
  void collectionsNamesTheEncoder() {
    assertThat(run("collections").out())
        .contains("120 items, 384 dimensions, encoder " + ENCODER, "vector/keyword/hybrid", "int8");
  }

  @Test
  void evaluationScoresEveryLeg() throws IOException {
    JsonNode scores =
        JSON.readTree(run("evaluate", "papers", "--snapshot", SAMPLE.toString(), "--json").out());

    assertThat(scores.get("vector").get("queries").asInt()).isPositive();
    assertThat(scores.get("vector").get("recall").asDouble()).isBetween(0.5, 1.0);
    assertThat(scores.has("keyword")).isTrue();
  }
}
