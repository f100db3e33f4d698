package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFiles;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.UnitVector;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bench command from its options to its files. */
final class BenchCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 400;
  private static final String[] QUICK = {"--ef", "10,40", "--seconds", "0"};

  @TempDir private Path folder;
  private Path file;
  private Path output;

  @BeforeEach
  void writeFile() {
    float[][] vectors =
        ClusteredVectors.of(ROWS + 20, 16, 8, 5).stream()
            .map(UnitVector::components)
            .toArray(float[][]::new);
    output = folder.resolve("out");
    file =
        AnnBenchmarksFiles.write(
            folder.resolve("small.hdf5"),
            Arrays.copyOfRange(vectors, 0, ROWS),
            Arrays.copyOfRange(vectors, ROWS, vectors.length),
            null,
            "angular");
  }

  private Outcome bench(String target, String... more) {
    return Cli.run(
        Stream.of(
                Stream.of("bench", target),
                Stream.of(QUICK),
                Stream.of("--index-data", folder.resolve("data").toString()),
                Stream.of(more))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @Test
  void jsonHasTheKeysThatArePromised() throws IOException {
    Outcome outcome =
        bench(file.toString(), "--quantization", "none", "--filters", "--json", "--threads", "1");

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
    JsonNode report = JSON.readTree(outcome.out());
    assertThat(names(report))
        .contains("dataset", "rows", "dimension", "metric", "k", "machine", "runs");
    assertThat(report.path("dataset").asText()).isEqualTo("small.hdf5");
    assertThat(report.path("rows").asInt()).isEqualTo(ROWS);
    assertThat(report.path("metric").asText()).isEqualTo("angular");
    assertThat(report.path("machine").asText()).contains("JDK ", "Lucene ", "vector module ");
    JsonNode run = report.path("runs").path(0);
    assertThat(names(run))
        .contains(
            "quantization",
            "max_conn",
            "beam_width",
            "threads",
            "build_seconds",
            "index_bytes",
            "resident_bytes",
            "codes_bytes",
            "graph_bytes",
            "points",
            "filters");
    assertThat(names(run.path("points").path(0)))
        .containsExactly("ef", "recall", "qps", "p50_us", "p95_us", "p99_us");
    assertThat(names(run.path("filters").path(0)))
        .containsExactly(
            "field",
            "selectivity",
            "passing",
            "ef",
            "recall",
            "qps",
            "p50_us",
            "p99_us",
            "ratio_to_unfiltered");
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(property -> property.getKey()).toList();
  }

  @Test
  void theTableIsMarkdown() {
    Outcome outcome = bench(file.toString(), "--quantization", "none,bit1", "--threads", "1,2");

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
    assertThat(outcome.out())
        .contains(
            "**small.hdf5**: 400 rows, 16 dimensions, angular; 20 queries, k = 10.",
            "| quantization | threads | ef | recall@10 | qps | p50 µs | p95 µs | p99 µs |",
            "| none | 1 | 10 | ",
            "| bit1 | 2 | 40 | ");
    List<String> table = outcome.out().lines().filter(line -> line.startsWith("| bit1")).toList();
    assertThat(table).hasSize(5);
  }

  @Test
  void theFilesAreRealAndNothingElseIsLeft() throws Exception {
    Outcome outcome =
        bench(file.toString(), "--quantization", "int4", "--output", output.toString(), "--json");

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
    try (Stream<Path> files = Files.list(output)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("bench.json", "bench.md", "bench.svg", "bench.png");
    }
    assertThat(JSON.readTree(output.resolve("bench.json").toFile()))
        .isEqualTo(JSON.readTree(outcome.out()));
    BufferedImage png = ImageIO.read(output.resolve("bench.png").toFile());
    assertThat(png.getWidth()).isEqualTo(1_100);
    DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
    xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    assertThat(
            xml.newDocumentBuilder()
                .parse(output.resolve("bench.svg").toFile())
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
  }

  @Test
  void nothingIsLeftOfABenchmarkThatFailed() {
    Path bad =
        AnnBenchmarksFiles.write(
            folder.resolve("bad.hdf5"),
            new float[][] {{3, 4}},
            new float[][] {{1, 0}},
            null,
            "dot");

    Outcome outcome = bench(bad.toString(), "--output", output.toString());

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("expected a unit vector").doesNotContain("\tat ");
    assertThat(output).isEmptyDirectory();
  }

  @Test
  void aCollectionIsMeasuredAsItStands() throws IOException {
    importCollection();

    Outcome outcome = bench("vectors", "--json", "--filters", "--queries", "50");

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
    JsonNode report = JSON.readTree(outcome.out());
    assertThat(report.path("dataset").asText()).isEqualTo("vectors");
    assertThat(report.path("metric").asText()).isEqualTo("cosine");
    assertThat(report.path("queries").asInt()).isEqualTo(50);
    assertThat(report.path("runs")).hasSize(1);
    JsonNode run = report.path("runs").path(0);
    assertThat(run.path("quantization").asText()).isEqualTo("int8");
    assertThat(run.path("points").path(1).path("recall").asDouble()).isGreaterThan(0.9);
    assertThat(report.path("notes").path(0).asText()).startsWith("Filters were left out");
  }

  private void importCollection() throws IOException {
    Path embeddings = folder.resolve("vectors.h5");
    EmbeddingFiles.write(
        embeddings,
        IntStream.range(0, ROWS).mapToObj(i -> "https://example.org/" + i).toList(),
        ClusteredVectors.of(ROWS, 16, 8, 5).stream()
            .map(UnitVector::components)
            .toArray(float[][]::new));
    Outcome imported =
        Cli.run(
            "import",
            "--collection",
            "vectors",
            "--embeddings",
            embeddings.toString(),
            "--quantization",
            "int8",
            "--index-data",
            folder.resolve("data").toString());
    assertThat(imported.code()).as(imported.err()).isEqualTo(Cli.DONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--k 0",
        "--k 20",
        "--max-conn 1",
        "--beam-width 0",
        "--threads 0",
        "--queries 0",
        "--quantization int2"
      })
  void aNumberOutsideItsRangeIsBadUsage(String options) {
    Outcome outcome = bench(file.toString(), options.split(" "));

    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("expected");
  }

  @Test
  void aTimeBelowZeroIsBadUsage() {
    Outcome outcome = Cli.run("bench", file.toString(), "--seconds", "-1");

    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.err()).contains("--seconds: expected 0 to 3600, found -1.0");
  }

  @Test
  void optionsOfBuildingAreRefusedWithACollection() {
    Outcome outcome = bench("vectors", "--quantization", "none");

    assertThat(outcome.code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(outcome.err()).contains("measured as it stands");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(bench("nothing").err()).contains("\"nothing\"");
    assertThat(bench(folder.resolve("nothing.hdf5").toString()).err())
        .contains("nothing.hdf5: there is no such file");
  }
}
