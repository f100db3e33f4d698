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
import io.github.hnswsearch.lucene.IndexInspector;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.MemoryItems;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.RowOutcome;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.SkipCause;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionUpdaterTest {
  private static final Schema SCHEMA = new Schema(List.of(new Field("title", FieldType.TEXT)));
  private static final int DIMENSION = 16;
  private static final int ITEMS = 100;
  private static final LuceneBackend BACKEND = new LuceneBackend();
  private static final List<UnitVector> VECTORS = ClusteredVectors.of(300, DIMENSION, 6, 5);

  @TempDir Path root;
  private IndexData indexData;
  private Generation first;

  @BeforeEach
  void importItems() throws IOException {
    indexData = new IndexData(root);
    Descriptor descriptor =
        new Descriptor(
            "papers",
            new Source(List.of(root.resolve("rows.h5")), DatasetNames.DETECT),
            null,
            "words",
            new IndexOptions(8, 50, Quantization.NONE),
            Ranking.DEFAULT);
    List<RowOutcome> rows = new ArrayList<>(items(0, ITEMS, "first"));
    rows.add(MemoryItems.bad(ITEMS, "zero", SkipCause.ZERO));
    first =
        new CollectionBuilder(
                indexData, BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT)
            .build(
                new BuildPlan(descriptor, DescriptorJson.toJson(descriptor), "abc", 2, false),
                new MemoryItems(SCHEMA, DIMENSION, rows));
  }

  @Test
  void rowsAreAddedAndTakeThePlaceOfThoseWithTheirId() throws IOException {
    Generation updated = update(items(90, 120, "second"));

    assertThat(indexData.live("papers").name()).isEqualTo(updated.name());
    assertThat(updated.manifest().items()).isEqualTo(120);
    try (CollectionReader reader = BACKEND.open(updated)) {
      assertThat(reader.size()).isEqualTo(120);
      assertThat(title(reader, "i89")).isEqualTo("first 89");
      assertThat(title(reader, "i90")).isEqualTo("second 90");
      assertThat(title(reader, "i119")).isEqualTo("second 119");
      assertThat(reader.vector(reader.find("i95").orElseThrow()).dot(VECTORS.get(95)))
          .isGreaterThan(0.9999);
      assertThat(reader.keyword("second", List.of(), 200, List.of()).total()).isEqualTo(30);
      assertThat(reader.keyword("first", List.of(), 200, List.of()).total()).isEqualTo(90);
    }
    assertSound(updated);
  }

  @Test
  void theManifestKeepsTheDescriptorAndAddsWhatWasApplied() throws IOException {
    JsonNode before = json(first);
    assertThat(before.has("revisions")).isFalse();
    List<RowOutcome> rows = new ArrayList<>(items(95, 110, "second"));
    rows.add(MemoryItems.bad(15, "nan", SkipCause.NOT_A_NUMBER));
    update(rows);
    Generation last = delete("i1", "i2", "nobody").orElseThrow();

    JsonNode manifest = json(last);
    assertThat(manifest.at("/format").asInt()).isEqualTo(Manifest.FORMAT);
    assertThat(manifest.at("/descriptor")).isEqualTo(before.at("/descriptor"));
    assertThat(manifest.at("/encoder_fingerprint").asText()).isEqualTo("abc");
    assertThat(manifest.at("/items").asInt()).isEqualTo(108);
    assertThat(manifest.at("/counts/indexed").asInt()).isEqualTo(108);
    assertThat(manifest.at("/counts/rows").asInt()).isEqualTo(117);
    assertThat(manifest.at("/counts/skipped").asInt()).isEqualTo(2);
    assertThat(manifest.at("/calibration")).isNotEmpty();
    JsonNode update = manifest.at("/revisions/0");
    assertThat(update.at("/kind").asText()).isEqualTo("update");
    assertThat(update.at("/sources/0/path").asText()).isEqualTo("rows.h5");
    assertThat(update.at("/sources/0/sha256").asText()).hasSize(64);
    assertThat(update.at("/counts/rows").asInt()).isEqualTo(16);
    assertThat(update.at("/counts/added").asInt()).isEqualTo(10);
    assertThat(update.at("/counts/replaced").asInt()).isEqualTo(5);
    assertThat(update.at("/counts/skipped_not_a_number").asInt()).isOne();
    JsonNode deletion = manifest.at("/revisions/1");
    assertThat(deletion.at("/kind").asText()).isEqualTo("delete");
    assertThat(deletion.at("/generation").asText()).isEqualTo(last.name());
    assertThat(deletion.at("/counts/ids_to_delete").asInt()).isEqualTo(3);
    assertThat(deletion.at("/counts/deleted").asInt()).isEqualTo(2);
    assertThat(deletion.at("/counts/unknown_ids").asInt()).isOne();
    assertThat(indexData.live("papers").manifest()).isEqualTo(last.manifest());
  }

  @Test
  void theSameUpdateTwiceChangesNothingMore() throws IOException {
    Generation once = update(items(90, 120, "second"));
    Map<String, String> titles = titles(once);
    Generation twice = update(items(90, 120, "second"));

    assertThat(titles(twice)).isEqualTo(titles).hasSize(120);
    assertThat(twice.manifest().revisions().getLast().counts())
        .containsEntry("added", 0L)
        .containsEntry("replaced", 30L);
    assertSound(twice);
  }

  @Test
  void theLastGoodRowOfAnIdWinsAndABadOneReplacesNothing() throws IOException {
    List<RowOutcome> rows = new ArrayList<>(items(100, 120, "second"));
    for (int version = 0; version < 5; version++) {
      rows.add(3 * version, item("i7", "version " + version, VECTORS.get(200 + version)));
    }
    rows.add(MemoryItems.bad(30, "i7", SkipCause.INFINITE));
    rows.add(MemoryItems.bad(31, "i8", SkipCause.ZERO));
    Map<String, String> titles = titles(update(rows));

    assertThat(titles).hasSize(120).containsEntry("i7", "version 4").containsEntry("i8", "first 8");
  }

  @Test
  void skippedRowsAreListedAfterThoseOfTheImport() throws IOException {
    update(
        List.of(item("new", "new", VECTORS.get(150)), MemoryItems.bad(1, "bad", SkipCause.ZERO)));
    Generation last = delete("i3").orElseThrow();

    List<String> lines = Files.readAllLines(last.directory().resolve("skipped.jsonl"));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"id\":\"zero\"");
    assertThat(lines.get(1)).contains("\"id\":\"bad\"");
  }

  @Test
  void deletedItemsAreFoundByNothing() throws IOException {
    Generation last = delete("i10", "i11", "i12").orElseThrow();

    try (CollectionReader reader = BACKEND.open(last)) {
      assertThat(reader.size()).isEqualTo(97);
      assertThat(reader.find("i11")).isEmpty();
      assertThat(ids(reader, reader.exactNearest(VECTORS.get(11), 97)))
          .hasSize(97)
          .doesNotContain("i10", "i11", "i12");
      assertThat(ids(reader, reader.nearest(VECTORS.get(11), 97, 97, List.of())))
          .doesNotContain("i10", "i11", "i12");
      assertThat(reader.keyword("first", List.of(), 200, List.of()).total()).isEqualTo(97);
      assertThat(reader.passing(List.of()).items()).isEqualTo(97);
      assertThat(reader.sample(200)).hasSize(97);
    }
    assertSound(last);
  }

  @Test
  void deletingWhatIsNotThereMakesNoGeneration() throws IOException {
    assertThat(delete("nobody", "noone")).isEmpty();
    assertThat(indexData.live("papers").name()).isEqualTo(first.name());
    assertNothingIsStaged();
  }

  @Test
  void deletingAllItemsIsRefused() throws IOException {
    String[] all = IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toArray(String[]::new);
    assertLeavesTheLiveGeneration(
        () -> delete(all), BadInputException.class, "all 100 would be deleted");
  }

  @Test
  void manyDeletionsOrSegmentsLinkAllItemsAnew() throws IOException {
    assertThat(deleted(0, 20).compacted()).isFalse();
    assertThat(deleted(20, 21).compacted()).isTrue();
    List<Boolean> compacted = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Generation last = update(items(100 + i, 101 + i, "second"));
      compacted.add(last.manifest().revisions().getLast().compacted());
      assertSound(last);
    }
    assertThat(compacted).containsExactly(false, false, false, false, true, false);
  }

  private Revision deleted(int from, int to) throws IOException {
    Generation last =
        delete(IntStream.range(from, to).mapToObj(i -> "i" + i).toArray(String[]::new))
            .orElseThrow();
    assertSound(last);
    return last.manifest().revisions().getLast();
  }

  @Test
  void compactionIsHadForTheAsking() throws IOException {
    Generation last =
        updater(new GenerationVerifier(BACKEND))
            .update(
                new RevisionPlan(first, 2, false, true),
                new MemoryItems(SCHEMA, DIMENSION, items(90, 110, "second")));

    assertThat(last.manifest().revisions().getLast().compacted()).isTrue();
    assertThat(titles(last)).hasSize(110);
    assertSound(last);
  }

  @Test
  void filesThatStayTheSameAreSharedAndTheOldGenerationKeepsItsBytes() throws IOException {
    Map<Path, byte[]> before = contents(first.directory());
    Generation last = update(items(90, 120, "second"));

    assertUnchanged(first.directory(), before);
    Path vectors = file(first, ".vec");
    assertThat(
            Files.isSameFile(
                vectors, last.indexDirectory().resolve(vectors.getFileName().toString())))
        .isTrue();
    assertSound(first);
  }

  @Test
  void aSourceThatBreaksLeavesTheLiveGeneration() throws IOException {
    MemoryItems source =
        new MemoryItems(SCHEMA, DIMENSION, items(90, 150, "second")).breakingAt(40);
    assertLeavesTheLiveGeneration(
        () -> updater(new GenerationVerifier(BACKEND)).update(plan(first, false), source),
        BadInputException.class,
        "found the end");
  }

  @Test
  void aBadRowEndsAStrictUpdate() throws IOException {
    List<RowOutcome> rows = new ArrayList<>(items(90, 120, "second"));
    rows.set(17, MemoryItems.bad(17, "x", SkipCause.NOT_A_NUMBER));
    assertLeavesTheLiveGeneration(
        () ->
            updater(new GenerationVerifier(BACKEND))
                .update(plan(first, true), new MemoryItems(SCHEMA, DIMENSION, rows)),
        BadInputException.class,
        "rows.h5, row 17");
  }

  @Test
  void rowsThatAreAllBadAreRefused() throws IOException {
    assertLeavesTheLiveGeneration(
        () -> update(List.of(MemoryItems.bad(0, "a", SkipCause.ZERO))),
        BadInputException.class,
        "all 1 are bad");
  }

  @Test
  void aRevisionThatFailsItsVerificationDoesNotGoLive() throws IOException {
    Verification failing =
        generation -> {
          throw new BadInputException("index", "expected recall", "Try again");
        };
    assertLeavesTheLiveGeneration(
        () ->
            updater(failing)
                .update(
                    plan(first, false),
                    new MemoryItems(SCHEMA, DIMENSION, items(90, 150, "second"))),
        BadInputException.class,
        "expected recall");
  }

  @Test
  void rowsOfAnotherDimensionAreRefused() throws IOException {
    assertLeavesTheLiveGeneration(
        () ->
            updater(new GenerationVerifier(BACKEND))
                .update(
                    plan(first, false),
                    new MemoryItems(
                        SCHEMA, 2, List.of(item("a", "a", ClusteredVectors.unit(1, 0))))),
        BadInputException.class,
        "expected 16 components as collection papers has, found 2");
  }

  @Test
  void fieldsThatTheCollectionLacksAreRefused() throws IOException {
    Schema other = new Schema(List.of(new Field("venue", FieldType.KEYWORD)));
    assertLeavesTheLiveGeneration(
        () ->
            updater(new GenerationVerifier(BACKEND))
                .update(
                    plan(first, false), new MemoryItems(other, DIMENSION, items(90, 91, "second"))),
        BadInputException.class,
        "found venue of type KEYWORD");
  }

  @Test
  void aRevisionOfAGenerationThatIsNoLongerLiveIsRefused() throws IOException {
    update(items(90, 120, "second"));
    assertThatThrownBy(
            () ->
                updater(new GenerationVerifier(BACKEND)).delete(plan(first, false), List.of("i1")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(first.name(), "run the command again");
  }

  @Test
  void importsAndRevisionsOfACollectionKeepEachOtherOut() throws IOException {
    try (Closeable lock = indexData.collection("papers").lock()) {
      assertThat(lock).isNotNull();
      assertLeavesTheLiveGeneration(
          () -> update(items(90, 120, "second")), BadInputException.class, "found one running");
    }
  }

  private interface Work {
    Object run() throws IOException;
  }

  private void assertLeavesTheLiveGeneration(
      Work work, Class<? extends Exception> failure, String message) throws IOException {
    Map<Path, byte[]> before = contents(first.directory());
    assertThatThrownBy(work::run).isInstanceOf(failure).hasMessageContaining(message);
    assertThat(indexData.live("papers").name()).isEqualTo(first.name());
    assertUnchanged(first.directory(), before);
    assertNothingIsStaged();
  }

  private void assertNothingIsStaged() throws IOException {
    try (Stream<Path> entries = Files.list(root.resolve("papers"))) {
      assertThat(entries).noneMatch(entry -> entry.getFileName().toString().startsWith("staging"));
    }
  }

  private static void assertSound(Generation generation) throws IOException {
    assertThat(new IndexInspector().inspect(generation).problems()).isEmpty();
  }

  private static void assertUnchanged(Path folder, Map<Path, byte[]> before) throws IOException {
    Map<Path, byte[]> now = contents(folder);
    assertThat(now.keySet()).isEqualTo(before.keySet());
    before.forEach((file, bytes) -> assertThat(now.get(file)).as("%s", file).isEqualTo(bytes));
  }

  private static Map<Path, byte[]> contents(Path folder) throws IOException {
    Map<Path, byte[]> contents = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private static Path file(Generation generation, String ending) throws IOException {
    try (Stream<Path> files = Files.list(generation.indexDirectory())) {
      return files.filter(path -> path.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private static JsonNode json(Generation generation) throws IOException {
    return new ObjectMapper().readTree(generation.directory().resolve("manifest.json").toFile());
  }

  private static String title(CollectionReader reader, String id) throws IOException {
    return String.valueOf(reader.document(reader.find(id).orElseThrow()).fields().get("title"));
  }

  private static Map<String, String> titles(Generation generation) throws IOException {
    Map<String, String> titles = new HashMap<>();
    try (CollectionReader reader = BACKEND.open(generation)) {
      for (CollectionReader.Candidate found :
          reader.keyword("", List.of(), 1_000, List.of()).candidates()) {
        String id = reader.document(found.item()).id();
        assertThat(titles.put(id, title(reader, id))).isNull();
      }
    }
    return titles;
  }

  private static List<String> ids(
      CollectionReader reader, Collection<CollectionReader.Candidate> found) throws IOException {
    List<String> ids = new ArrayList<>();
    for (CollectionReader.Candidate candidate : found) {
      ids.add(reader.document(candidate.item()).id());
    }
    return ids;
  }

  private Generation update(List<? extends RowOutcome> rows) throws IOException {
    return updater(new GenerationVerifier(BACKEND))
        .update(plan(indexData.live("papers"), false), new MemoryItems(SCHEMA, DIMENSION, rows));
  }

  private Optional<Generation> delete(String... ids) throws IOException {
    return updater(new GenerationVerifier(BACKEND))
        .delete(plan(indexData.live("papers"), false), Arrays.asList(ids));
  }

  private CollectionUpdater updater(Verification verification) {
    return new CollectionUpdater(indexData, BACKEND, verification, BuildListener.SILENT);
  }

  private static RevisionPlan plan(Generation base, boolean strict) {
    return new RevisionPlan(base, 2, strict, false);
  }

  private static List<Item> items(int from, int to, String title) {
    return IntStream.range(from, to)
        .mapToObj(i -> item("i" + i, title + " " + i, VECTORS.get(i)))
        .toList();
  }

  private static Item item(String id, String title, UnitVector vector) {
    return new Item(id, "", vector, new Metadata(Map.of("title", List.of(title))));
  }
}
