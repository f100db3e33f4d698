package io.github.hnswsearch.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.MemoryItems;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.RowOutcome;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.SkipCause;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionBuilderTest {
  private static final Schema SCHEMA = new Schema(List.of(new Field("title", FieldType.TEXT)));
  private static final LuceneBackend BACKEND = new LuceneBackend();
  private static final List<UnitVector> VECTORS = ClusteredVectors.of(120, 16, 6, 5);

  @TempDir Path root;
  private IndexData indexData;

  @BeforeEach
  void open() {
    indexData = new IndexData(root);
  }

  @Test
  void theManifestTellsHowTheGenerationCameToBe() throws IOException {
    List<RowOutcome> rows = new ArrayList<>(items(100));
    rows.add(MemoryItems.bad(100, "n", SkipCause.NOT_A_NUMBER));
    Generation built = build(rows, 2, false);

    JsonNode manifest =
        new ObjectMapper().readTree(built.directory().resolve("manifest.json").toFile());
    assertThat(manifest.at("/collection").asText()).isEqualTo("papers");
    assertThat(manifest.at("/generation").asText())
        .isEqualTo(built.directory().getFileName().toString());
    assertThat(manifest.at("/descriptor/collection").asText()).isEqualTo("papers");
    assertThat(manifest.at("/encoder").asText()).isEqualTo("words");
    assertThat(manifest.at("/encoder_fingerprint").asText()).isEqualTo("abc");
    assertThat(manifest.at("/dimension").asInt()).isEqualTo(16);
    assertThat(manifest.at("/similarity").asText()).isEqualTo("cosine");
    assertThat(manifest.at("/max_conn").asInt()).isEqualTo(8);
    assertThat(manifest.at("/beam_width").asInt()).isEqualTo(50);
    assertThat(manifest.at("/quantization").asText()).isEqualTo("none");
    assertThat(manifest.at("/items").asInt()).isEqualTo(100);
    assertThat(manifest.at("/counts/rows").asInt()).isEqualTo(101);
    assertThat(manifest.at("/counts/indexed").asInt()).isEqualTo(100);
    assertThat(manifest.at("/counts/skipped").asInt()).isOne();
    assertThat(manifest.at("/counts/skipped_not_a_number").asInt()).isOne();
    assertThat(manifest.at("/counts/rows_without_metadata").asInt()).isEqualTo(3);
    assertThat(manifest.at("/sources/0/path").asText()).isEqualTo("rows.h5");
    assertThat(manifest.at("/sources/0/bytes").asInt()).isEqualTo(101);
    assertThat(manifest.at("/sources/0/sha256").asText()).hasSize(64);
    assertThat(manifest.at("/schema/title").asText()).isEqualTo("TEXT");
    assertThat(manifest.at("/default_ef").asInt()).isPositive();
    assertThat(manifest.at("/format").asInt()).isEqualTo(3);
    assertThat(manifest.at("/calibration/0/k").asInt()).isEqualTo(10);
    assertThat(manifest.at("/calibration/0/recall").asDouble()).isBetween(0.0, 1.0);
    assertThat(manifest.at("/calibration_queries/from").asText()).isEqualTo("rows");
    assertThat(manifest.at("/calibration_queries/count").asInt()).isEqualTo(100);
    assertThat(manifest.at("/filtered_calibration/0/selectivity").asDouble()).isBetween(0.4, 0.6);
    assertThat(manifest.at("/versions").properties())
        .extracting(Map.Entry::getKey)
        .contains("lucene", "java");
    assertThat(manifest.at("/started_at").asText())
        .isLessThan(manifest.at("/finished_at").asText());
    assertThat(manifest.at("/seconds").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "reading_rows", "linking_the_graph", "checking_the_index", "measuring_recall");
    assertThat(manifest.at("/counts/unreachable").isInt()).isTrue();
    assertThat(indexData.live("papers").manifest()).isEqualTo(built.manifest());
  }

  @Test
  void badRowsAreLeftOutCountedByCauseAndListed() throws IOException {
    List<RowOutcome> rows = new ArrayList<>(items(10));
    rows.add(3, MemoryItems.bad(3, "z1", SkipCause.ZERO));
    rows.add(7, MemoryItems.bad(7, "z\"2", SkipCause.ZERO));
    rows.add(MemoryItems.bad(12, "", SkipCause.MISSING_ID));
    Generation built = build(rows, 2, false);

    assertThat(built.manifest().items()).isEqualTo(10);
    assertThat(built.manifest().counts())
        .containsEntry("skipped", 3L)
        .containsEntry("skipped_zero", 2L)
        .containsEntry("skipped_missing_id", 1L);
    List<String> lines = Files.readAllLines(built.directory().resolve("skipped.jsonl"));
    assertThat(lines).hasSize(3);
    List<JsonNode> listed = new ArrayList<>();
    for (String line : lines) {
      listed.add(new ObjectMapper().readTree(line));
    }
    assertThat(listed)
        .extracting(row -> row.path("row").asInt())
        .containsExactlyInAnyOrder(3, 7, 12);
    assertThat(listed)
        .anySatisfy(
            row -> {
              assertThat(row.path("file").asText()).isEqualTo("rows.h5");
              assertThat(row.path("id").asText()).isEqualTo("z\"2");
              assertThat(row.path("cause").asText()).isEqualTo("zero");
              assertThat(row.path("detail").asText()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theLastGoodRowOfAnIdWins(int threads) throws IOException {
    List<RowOutcome> rows = new ArrayList<>(items(60));
    for (int i = 0; i < 10; i++) {
      rows.add(5 * i, item("twice", "version " + i, VECTORS.get(100 + i)));
    }
    rows.add(MemoryItems.bad(70, "twice", SkipCause.INFINITE));
    Generation built = build(rows, threads, false);

    assertThat(built.manifest().items()).isEqualTo(61);
    assertThat(built.manifest().counts())
        .containsEntry("indexed", 61L)
        .containsEntry("skipped", 1L);
    try (CollectionReader reader = BACKEND.open(built)) {
      int twice = reader.find("twice").orElseThrow();
      assertThat(reader.document(twice).fields()).containsEntry("title", "version 9");
      assertThat(reader.vector(twice).dot(VECTORS.get(109))).isGreaterThan(0.9999);
    }
  }

  @Test
  void strictEndsAtABadRowNamesItAndLeavesTheLiveGeneration() throws IOException {
    List<RowOutcome> rows = new ArrayList<>(items(30));
    rows.set(17, MemoryItems.bad(17, "x", SkipCause.NOT_A_NUMBER));
    assertLeavesTheLiveGeneration(
        () -> build(rows, 3, true), BadInputException.class, "rows.h5, row 17");
  }

  @Test
  void aRepeatedBadRowEndsAStrictBuildToo() throws IOException {
    List<RowOutcome> rows = new ArrayList<>(items(30));
    rows.set(17, MemoryItems.bad(17, "i3", SkipCause.NOT_A_NUMBER));
    assertLeavesTheLiveGeneration(
        () -> build(rows, 3, true), BadInputException.class, "rows.h5, row 17");
  }

  @Test
  void aSourceOfBadRowsAloneIsRefusedNamingTheCauses() throws IOException {
    List<RowOutcome> rows =
        List.of(
            MemoryItems.bad(0, "a", SkipCause.ZERO), MemoryItems.bad(1, "b", SkipCause.INFINITE));
    assertLeavesTheLiveGeneration(
        () -> build(rows, 1, false), BadInputException.class, "all 2 are bad");
    assertThatThrownBy(() -> build(rows, 1, false)).hasMessageContainingAll("zero", "infinite");
  }

  @Test
  void aSourceOfNoRowsIsRefused() throws IOException {
    assertLeavesTheLiveGeneration(
        () -> build(List.of(), 1, false),
        BadInputException.class,
        "expected rows to index, found none");
  }

  @Test
  void aSourceThatBreaksInTheMiddleLeavesTheLiveGeneration() throws IOException {
    MemoryItems source = new MemoryItems(SCHEMA, 16, items(100)).breakingAt(40);
    assertLeavesTheLiveGeneration(
        () -> build(source, 2, false, verifier()), BadInputException.class, "found the end");
  }

  @Test
  void aGenerationThatFailsItsVerificationDoesNotGoLive() throws IOException {
    Verification failing =
        generation -> {
          throw new BadInputException("index", "expected recall", "Try again");
        };
    assertLeavesTheLiveGeneration(
        () -> build(new MemoryItems(SCHEMA, 16, items(50)), 2, false, failing),
        BadInputException.class,
        "expected recall");
  }

  @Test
  void anErrorOfAWorkerEndsTheBuild() throws IOException {
    List<RowOutcome> rows = new ArrayList<>(items(50));
    rows.set(30, item("other", "another dimension", ClusteredVectors.unit(1, 0)));
    assertLeavesTheLiveGeneration(() -> build(rows, 2, false), RuntimeException.class, "dimension");
  }

  @Test
  void aCollectionOfCopiesIsWholeAndGoesLive() throws IOException {
    List<Item> copies = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      copies.add(item("i" + i, "copy", VECTORS.getFirst()));
    }
    Generation built = build(copies, 2, false);
    assertThat(built.manifest().items()).isEqualTo(200);
    assertThat(built.manifest().calibration().getLast().recall()).isEqualTo(1);
  }

  @Test
  void buildsFollowOneAnotherAndKeepOnlyThePreviousGeneration() throws IOException {
    Generation first = build(items(5), 1, false);
    Generation second = build(items(6), 1, false);
    assertThat(first.directory()).isDirectory();
    Generation third = build(items(7), 1, false);
    assertThat(first.directory()).doesNotExist();
    assertThat(second.directory()).isDirectory();
    assertThat(indexData.live("papers").name()).isEqualTo(third.name());
    assertThat(indexData.collections()).containsExactly("papers");
  }

  @Test
  void aSecondImportOfTheCollectionIsKeptOutAndSaysWhy() throws IOException {
    build(items(5), 1, false);
    try (Closeable lock = indexData.collection("papers").lock()) {
      assertThat(lock).isNotNull();
      assertLeavesTheLiveGeneration(
          () -> build(items(6), 1, false), BadInputException.class, "found one running");
    }
    assertThat(build(items(7), 1, false).manifest().items()).isEqualTo(7);
  }

  @Test
  void anIndexThatTheDiskHasDamagedDoesNotGoLive() throws IOException {
    BuildListener damaging =
        new BuildListener() {
          @Override
          public void begin(String phase, long steps, String unit) {
            if (phase.equals("Checking the index")) {
              flipAByteOfTheStagedVectors();
            }
          }
        };
    assertLeavesTheLiveGeneration(
        () -> build(new MemoryItems(SCHEMA, 16, items(30)), 1, false, verifier(), damaging),
        BadInputException.class,
        "expected an index in order, found problems: The index in ");
  }

  private void flipAByteOfTheStagedVectors() {
    try (Stream<Path> files = Files.walk(root.resolve("papers"))) {
      Path vectors =
          files
              .filter(file -> file.toString().contains("staging-"))
              .filter(file -> file.getParent().endsWith("index"))
              .filter(file -> file.toString().endsWith(".vec"))
              .findFirst()
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(vectors);
      bytes[bytes.length / 2] ^= 1;
      Files.write(vectors, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Build {
    Generation run() throws IOException;
  }

  private void assertLeavesTheLiveGeneration(
      Build build, Class<? extends Exception> failure, String message) throws IOException {
    if (indexData.collections().isEmpty()) {
      build(items(20), 1, false);
    }
    Generation before = indexData.live("papers");
    assertThatThrownBy(build::run).isInstanceOf(failure).hasMessageContaining(message);
    assertThat(indexData.live("papers").manifest()).isEqualTo(before.manifest());
    try (CollectionReader reader = BACKEND.open(indexData.live("papers"))) {
      assertThat(reader.size()).isEqualTo(before.manifest().items());
    }
    try (var entries = Files.list(root.resolve("papers"))) {
      assertThat(entries).noneMatch(entry -> entry.getFileName().toString().startsWith("staging"));
    }
  }

  private Generation build(List<? extends RowOutcome> rows, int threads, boolean strict)
      throws IOException {
    return build(new MemoryItems(SCHEMA, 16, rows), threads, strict, verifier());
  }

  private Generation build(
      ItemSource source, int threads, boolean strict, Verification verification)
      throws IOException {
    return build(source, threads, strict, verification, BuildListener.SILENT);
  }

  private Generation build(
      ItemSource source,
      int threads,
      boolean strict,
      Verification verification,
      BuildListener listener)
      throws IOException {
    Descriptor descriptor =
        new Descriptor(
            "papers",
            new Source(List.of(root.resolve("rows.h5")), DatasetNames.DETECT),
            null,
            "words",
            new IndexOptions(8, 50, Quantization.NONE),
            Ranking.DEFAULT);
    BuildPlan plan =
        new BuildPlan(descriptor, DescriptorJson.toJson(descriptor), "abc", threads, strict);
    return new CollectionBuilder(indexData, BACKEND, verification, listener).build(plan, source);
  }

  private static Verification verifier() {
    return new GenerationVerifier(BACKEND);
  }

  private static List<Item> items(int count) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item("i" + i, "title " + i, VECTORS.get(i)));
    }
    return items;
  }

  private static Item item(String id, String title, UnitVector vector) {
    return new Item(id, "", vector, new Metadata(Map.of("title", List.of(title))));
  }
}
