package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.record.ClusteredVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check finds: each test damages a sound collection in one way. */
final class CheckCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 1_500;
  private static final int DIMENSION = 32;

  @TempDir private static Path sound;

  @TempDir private Path folder;

  @BeforeAll
  static void importRows() throws IOException {
    float[][] rows =
        ClusteredVectors.of(ROWS, DIMENSION, 10, 1).stream()
            .map(vector -> vector.components().clone())
            .toArray(float[][]::new);
    rows[7] = new float[DIMENSION];
    rows[8] = new float[DIMENSION];
    EmbeddingFiles.write(
        sound.resolve("rows.h5"),
        IntStream.range(0, ROWS).mapToObj(row -> "https://example.org/" + row).toList(),
        rows);
    Files.write(
        sound.resolve("rows.jsonl"),
        IntStream.range(0, ROWS)
            .mapToObj(
                row ->
                    "{\"url\": \"https://example.org/%d\", \"title\": \"row %d\", \"year\": 2001}"
                        .formatted(row, row))
            .toList());
    Path descriptor = sound.resolve("rows.yaml");
    Files.writeString(
        descriptor,
        """
        collection: rows
        source: { embeddings: rows.h5 }
        metadata: { file: rows.jsonl, format: jsonl, key: url, fields: { title: text, year: long } }
        """);
    assertThat(run(sound, "import", descriptor.toString()).code()).isEqualTo(Cli.DONE);
  }

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(sound.resolve("index"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(sound.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private Outcome run(String... command) {
    return run(folder, command);
  }

  private static Outcome run(Path folder, String... command) {
    return Cli.run(
        Stream.concat(
                Arrays.stream(command),
                Stream.of("--index-data", folder.resolve("index").toString()))
            .toArray(String[]::new));
  }

  private Path collection() {
    return folder.resolve("index").resolve("rows");
  }

  private Path generation() throws IOException {
    return collection().resolve(Files.readAllLines(collection().resolve("CURRENT")).getFirst());
  }

  private void changeManifest(Consumer<ObjectNode> change) throws IOException {
    Path file = generation().resolve("manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    change.accept(manifest);
    Files.write(file, JSON.writeValueAsBytes(manifest));
  }

  private void assertFound(String... sentence) throws IOException {
    Outcome outcome = run("check", "rows");
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains(sentence).contains("Mend it with");
    assertThat(json().at("/problems")).isNotEmpty();
  }

  private JsonNode json() throws IOException {
    return JSON.readTree(run("check", "rows", "--json").out());
  }

  @Test
  void recallIsMeasuredAgainAndToldBesideThatOfTheBuild() throws IOException {
    Outcome outcome = run("check", "rows");

    assertThat(outcome.code()).as(outcome.out()).isEqualTo(Cli.DONE);
    assertThat(outcome.out())
        .containsPattern(
            "recall@10 at ef \\d+, measured again: [01]\\.\\d{3} \\([01]\\.\\d{3} when")
        .contains("in order");
    JsonNode found = json();
    assertThat(found.get("recall").asDouble())
        .isEqualTo(found.get("recall_when_built").asDouble())
        .isPositive();
    assertThat(found.get("segments").asInt()).isOne();
    assertThat(found.get("remarks")).isEmpty();
  }

  @Test
  void aGraphThatFindsLessThanTheManifestPromisesIsFound() throws IOException {
    JsonNode promised = JSON.readTree(Files.readAllBytes(generation().resolve("manifest.json")));
    assertThat(
            run("rebuild", "rows", "--max-conn", "2", "--beam-width", "2", "--quantization", "bit1")
                .code())
        .isEqualTo(Cli.DONE);

    changeManifest(manifest -> manifest.set("calibration", promised.get("calibration")));

    assertFound("By the manifest recall@10 at ef ", "measured again it is 0.");
  }

  @Test
  void countsThatDoNotFitTheIndexAreFound() throws IOException {
    changeManifest(manifest -> manifest.put("items", 5));
    assertFound("expected the 5 items that the manifest counts, found 1498");
  }

  @Test
  void aGraphWithMoreIslandsThanItHadIsFound() throws IOException {
    changeManifest(manifest -> ((ObjectNode) manifest.get("counts")).put("unreachable", 3));
    assertFound("The manifest counts 3 items that no links lead to, the graph has 0.");
  }

  @Test
  void aListOfSkippedRowsThatIsCutOffIsFound() throws IOException {
    Path list = generation().resolve("skipped.jsonl");
    Files.write(list, Files.readAllLines(list).subList(0, 1));
    assertFound("lists 2 skipped rows, it lists 1.");
  }

  @Test
  void countsThatDoNotAddUpAreFound() throws IOException {
    changeManifest(manifest -> ((ObjectNode) manifest.get("counts")).put("skipped", 9));
    assertFound("The manifest counts 9 skipped rows, and 2 by their causes.");
  }

  @Test
  void parametersThatTheIndexDoesNotHaveAreFound() throws IOException {
    changeManifest(
        manifest -> {
          manifest.put("quantization", "int8");
          manifest.put("max_conn", 7);
        });
    assertFound(
        "The manifest says quantization int8, the index has bit1.", "max_conn 7, the index");
  }

  @Test
  void fieldsOfAnotherTypeAreFound() throws IOException {
    changeManifest(manifest -> ((ObjectNode) manifest.get("schema")).put("year", "TEXT"));
    assertFound("The manifest says that field year is of type");
  }

  @Test
  void aManifestOfAnotherPlaceIsFound() throws IOException {
    changeManifest(manifest -> manifest.put("collection", "others"));
    assertFound("The manifest is that of collection others, its folder is");
  }

  /** As a power cut may leave it; such bytes look like UTF-32. */
  @Test
  void aManifestThatBeginsWithZerosIsNamed() throws IOException {
    Path manifest = generation().resolve("manifest.json");
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[0] = 0;
    bytes[1] = 0;
    bytes[3] = 0;
    Files.write(manifest, bytes);

    Outcome outcome = run("check", "rows");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains(manifest + ": expected a manifest, found damaged JSON");
  }

  @Test
  void aManifestThatIsCutOffIsNamedWithoutTheParsersOwnWords() throws IOException {
    Path manifest = Files.writeString(generation().resolve("manifest.json"), "{ \"format\": 3");

    Outcome outcome = run("check", "rows");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err())
        .contains(manifest + ": expected a manifest, found damaged JSON (Unexpected end-of-input")
        .doesNotContain("Source", "REDACTED");
  }

  @Test
  void filesThatTheIndexHasNoUseForAreTold() throws IOException {
    Files.write(generation().resolve("index").resolve("_9.fdt"), new byte[1_000]);

    Outcome outcome = run("check", "rows");

    assertThat(outcome.code()).as(outcome.out()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("Files of 1000 bytes lie beside the index", "_9.fdt");
  }

  @Test
  void everyFileIsReadToItsEnd() throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(generation().resolve("index"))) {
      files = entries.filter(file -> !file.toString().endsWith(".lock")).toList();
    }
    assertThat(files).hasSizeGreaterThan(5);
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      byte[] damaged = whole.clone();
      damaged[whole.length * 2 / 3] ^= 0x10;
      Files.write(file, damaged);
      assertThat(run("check", "rows").code()).as(file.toString()).isEqualTo(Cli.FAILED);
      Files.write(file, whole);
    }
    assertThat(run("check", "rows").code()).isEqualTo(Cli.DONE);
  }
}
