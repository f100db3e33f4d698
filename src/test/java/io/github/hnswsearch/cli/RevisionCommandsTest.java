package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFiles;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.encoder.DeviceChoice;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Update and delete of a collection that was imported from files. */
final class RevisionCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIMENSION = 8;
  private static final int PAPERS = 12;

  @TempDir private Path folder;

  @BeforeEach
  void importPapers() throws IOException {
    Outcome outcome =
        run(
            "import",
            "--collection",
            "papers",
            "--embeddings",
            embeddings("papers", 0, PAPERS).toString(),
            "--metadata",
            metadata("papers", 0, 2 * PAPERS, "Old").toString());
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
  }

  private Path embeddings(String name, int from, int to) throws IOException {
    Path file = folder.resolve(name + ".h5");
    EmbeddingFiles.write(file, urls(from, to), rows(from, to));
    return file;
  }

  private static List<String> urls(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "https://arxiv.org/pdf/" + id(i)).toList();
  }

  private static String id(int i) {
    return i == 3 ? "hep-th/9711200" : "1706.%05d".formatted(i);
  }

  private static float[][] rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i -> {
              float[] row = new float[DIMENSION];
              row[i % DIMENSION] = 2;
              row[(i + 1) % DIMENSION] = 0.1f * i;
              return row;
            })
        .toArray(float[][]::new);
  }

  private Path metadata(String name, int from, int to, String word) throws IOException {
    return Files.write(
        folder.resolve(name + ".jsonl"),
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    """
                    {"id": "%s", "title": "%s title %d", "authors": "Some Body",\
                     "categories": "cs.LG", "abstract": "A summary."}"""
                        .formatted(id(i), word, i))
            .toList());
  }

  private Outcome run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--index-data");
    all.add(folder.resolve("index").toString());
    return Cli.run(all.toArray(String[]::new));
  }

  private JsonNode json(String... arguments) throws IOException {
    Outcome outcome =
        run(Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
    return JSON.readTree(outcome.out());
  }

  private List<String> titles(String text) throws IOException {
    return json("search", "papers", text, "-k", "50").get("hits").findValuesAsText("title");
  }

  private Outcome update(Path embeddings, String... more) {
    return run(
        Stream.concat(
                Stream.of("update", "papers", "--embeddings", embeddings.toString()),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  /** Its manifest names the collection that it is a copy of. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rebuild backup",
        "rebuild backup --upgrade --force",
        "rebuild backup --rollback",
        "update backup --embeddings papers.h5",
        "delete backup --id 1706.00001"
      })
  void aFolderThatWasCopiedChangesNeitherItselfNorItsOriginal(String command) throws IOException {
    update(embeddings("more", PAPERS, PAPERS + 1));
    Path copied = folder.resolve("index/backup");
    copy(folder.resolve("index/papers"), copied);
    Map<Path, Long> before = files(folder.resolve("index"));

    Outcome outcome = run(command.replace("papers.h5", folder + "/papers.h5").split(" "));

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("collection papers", copied.getFileName().toString());
    assertThat(files(folder.resolve("index"))).isEqualTo(before);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** Sizes by path, without locks, which come and stay. */
  private static Map<Path, Long> files(Path folder) throws IOException {
    Map<Path, Long> sizes = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".lock")) {
          sizes.put(file, Files.size(file));
        }
      }
    }
    return sizes;
  }

  @Test
  void anUpdateAddsAndReplacesAndTellsHowMany() throws IOException {
    Outcome outcome =
        update(
            embeddings("more", 10, 15), "--metadata", metadata("more", 10, 15, "New").toString());

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
    assertThat(outcome.out())
        .contains("Collection papers: 15 items, 8 dimensions", "recall@10")
        .containsPattern("added +3\n")
        .containsPattern("replaced +2\n");
    assertThat(titles("new"))
        .containsExactlyInAnyOrder(
            "New title 10", "New title 11", "New title 12", "New title 13", "New title 14");
    assertThat(titles("old")).hasSize(10).doesNotContain("Old title 10");
    assertThat(run("collections").out()).contains("15 items, 8 dimensions", "keyword", "bit1");
    assertThat(run("check", "papers").out()).contains("15 items, 15 linked", "in order");
  }

  @Test
  void withoutAFileTheMetadataIsWhatTheCollectionWasBuiltWith() throws IOException {
    JsonNode manifest = json("update", "papers", "--embeddings", more().toString());

    assertThat(manifest.at("/revisions/0/counts/rows_without_metadata").asInt()).isZero();
    assertThat(manifest.at("/revisions/0/sources")).hasSize(2);
    assertThat(titles("old")).hasSize(15);
  }

  private Path more() throws IOException {
    return embeddings("more", 10, 15);
  }

  @Test
  void badRowsAreSkippedAndStrictMakesThemFatal() throws IOException {
    float[][] rows = rows(10, 15);
    rows[2] = new float[DIMENSION];
    Path spoilt = folder.resolve("spoilt.h5");
    EmbeddingFiles.write(spoilt, urls(10, 15), rows);

    assertThat(update(spoilt, "--strict").err()).contains("row 2", "without --strict");
    assertThat(run("collections").out()).contains("12 items");
    assertThat(update(spoilt).out())
        .contains("14 items", "skipped.jsonl")
        .containsPattern("skipped zero +1\n");
  }

  @Test
  void rowsOfAnotherDimensionChangeNothing() throws IOException {
    Path file = folder.resolve("narrow.h5");
    EmbeddingFiles.write(file, urls(0, 1), new float[][] {{1, 0, 0}});
    Map<String, String> before = live();

    Outcome outcome = update(file);

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("error: ", "narrow.h5", "expected 8 components", "found 3");
    assertThat(live()).isEqualTo(before);
  }

  @Test
  void aCutFileLeavesEveryByteOfTheLiveGeneration() throws IOException {
    Map<String, String> before = live();
    byte[] whole = Files.readAllBytes(more());
    Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, whole.length - 40));

    Outcome outcome = update(cut);

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("error: ", "cut.h5").doesNotContain("\tat ");
    assertThat(live()).isEqualTo(before);
  }

  /** Every file of the collection and its bytes. */
  private Map<String, String> live() throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("index"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @Test
  void embeddingsOfAnotherEncoderAreRefused() throws IOException {
    int dimension = 384;
    float[][] rows = new float[2][dimension];
    rows[0][0] = 1;
    rows[1][1] = 1;
    Path plain = folder.resolve("words.h5");
    EmbeddingFiles.write(plain, urls(0, 2), rows);
    assertThat(
            run(
                    "import",
                    "--collection",
                    "words",
                    "--embeddings",
                    plain.toString(),
                    "--encoder",
                    "arxiv-static-384")
                .code())
        .isEqualTo(Cli.DONE);
    Path other = folder.resolve("other.h5");
    EmbeddingFiles.write(
        other,
        "urls",
        urls(0, 2),
        rows,
        Map.of("embedding_job", "{\"encoder_fingerprint\": \"of another\"}"));

    Outcome outcome = run("update", "words", "--embeddings", other.toString());

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("other.h5", "collection words", "found of another");
    assertThat(run("update", "words", "--embeddings", plain.toString()).code()).isEqualTo(Cli.DONE);
    assertThat(
            run(
                    "update",
                    "words",
                    "--embeddings",
                    plain.toString(),
                    "--metadata",
                    folder.resolve("papers.jsonl").toString())
                .err())
        .contains("collection words has no metadata");
  }

  @Test
  void itemsAreDeletedByIdByAddressAndFromAFile() throws IOException {
    Path ids = Files.writeString(folder.resolve("ids.txt"), "1706.00005\n\n 1706.00006 \n");
    Outcome outcome =
        run(
            "delete",
            "papers",
            "--id",
            "1706.00001",
            "hep-th/9711200",
            "9999.99999",
            "--ids",
            ids.toString());

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
    assertThat(outcome.err()).contains("no item of collection papers: 9999.99999");
    assertThat(outcome.out())
        .contains("8 items")
        .containsPattern("deleted +4\n")
        .containsPattern("unknown ids +1\n");
    assertThat(titles("old"))
        .hasSize(8)
        .doesNotContain("Old title 1", "Old title 3", "Old title 5", "Old title 6");
    assertThat(run("check", "papers").out()).contains("8 items, 8 linked", "in order");
  }

  @Test
  void deletingWhatIsNotThereIsDoneAtOnce() throws IOException {
    Map<String, String> before = live();
    Outcome outcome = run("delete", "papers", "--id", "9999.99999");

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.err()).contains("nothing to do");
    assertThat(live()).isEqualTo(before);
  }

  @Test
  void withoutIdsNothingIsDeleted() {
    assertThat(run("delete", "papers").code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(run("delete", "papers", "--ids", folder.resolve("none.txt").toString()).err())
        .contains("none.txt");
    assertThat(run("update", "papers").code()).isEqualTo(Cli.BAD_USAGE);
    assertThat(run("delete", "nowhere", "--id", "1").err()).contains("found papers");
  }

  @Test
  void rebuildRefusesToLoseWhatTheDescriptorDoesNotTellOf() throws IOException {
    Path file = more();
    assertThat(update(file).code()).isEqualTo(Cli.DONE);
    assertThat(run("delete", "papers", "--id", "1706.00001").code()).isEqualTo(Cli.DONE);

    Outcome refused = run("rebuild", "papers");
    assertThat(refused.code()).isEqualTo(Cli.FAILED);
    assertThat(refused.err())
        .contains("3 rows added, 2 replaced, 1 deleted", file.toString(), "--force");
    assertThat(run("collections").out()).contains("14 items");

    JsonNode manifest = json("rebuild", "papers", "--force");
    assertThat(manifest.get("items").asInt()).isEqualTo(PAPERS);
    assertThat(manifest.has("revisions")).isFalse();
    assertThat(run("rebuild", "papers").code()).isEqualTo(Cli.DONE);
  }

  @Test
  void whoHasTheCollectionOpenTakesTheNewGeneration() throws IOException {
    try (Workspace workspace = new Workspace(folder.resolve("index"), DeviceChoice.AUTO);
        OpenCollections open = workspace.open()) {
      assertThat(open.info("papers").items()).isEqualTo(PAPERS);
      update(more());
      open.refresh();
      assertThat(open.info("papers").items()).isEqualTo(15);
      assertThat(open.document("papers", "1706.00014")).isPresent();
      run("delete", "papers", "--id", "1706.00014", "--compact");
      open.refresh();
      assertThat(open.document("papers", "1706.00014")).isEmpty();
      assertThat(open.info("papers").items()).isEqualTo(14);
    }
  }

  @Test
  void theQueriesOfTheFileMeasureRevisionsTooUntilItIsGone() throws IOException {
    Path file = folder.resolve("benchmark.hdf5");
    AnnBenchmarksFiles.write(file, rows(0, PAPERS), rows(50, 55), null, "angular");
    assertThat(run("import", "--collection", "numbers", "--embeddings", file.toString()).code())
        .isEqualTo(Cli.DONE);
    assertThat(run("delete", "numbers", "--id", "3").code()).isEqualTo(Cli.DONE);
    assertThat(queries("numbers")).isEqualTo(Map.of("from", "test", "count", 5));

    Files.delete(file);
    assertThat(run("delete", "numbers", "--id", "4").code()).isEqualTo(Cli.DONE);
    assertThat(queries("numbers")).isEqualTo(Map.of("from", "rows", "count", PAPERS - 2));
  }

  private Map<String, Object> queries(String collection) throws IOException {
    for (JsonNode info : JSON.readTree(run("collections", "--json").out())) {
      if (info.path("name").asText().equals(collection)) {
        JsonNode queries = info.path("calibration_queries");
        return Map.of(
            "from", queries.path("from").asText(), "count", queries.path("count").asInt());
      }
    }
    throw new AssertionError("no collection " + collection);
  }
}
