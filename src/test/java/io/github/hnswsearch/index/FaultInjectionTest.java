package io.github.hnswsearch.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.files.FaultyFiles;
import io.github.hnswsearch.files.FaultyFiles.Fault;
import io.github.hnswsearch.index.BuildPlan.Resumption;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever operation of the disk fails, what was live stays as it was and the error names the
 * cause. {@code -Dfaults=34} has as many fail of every kind of work and fault, 200 in all.
 */
class FaultInjectionTest {
  private static final int FAULTS = Integer.getInteger("faults", 5);
  private static final LuceneBackend BACKEND = new LuceneBackend();
  private static final Schema SCHEMA = new Schema(List.of(new Field("title", FieldType.TEXT)));
  private static final int DIMENSION = 8;
  private static final List<UnitVector> VECTORS = ClusteredVectors.of(80, DIMENSION, 5, 3);

  @TempDir Path folder;
  private final FaultyFiles files = new FaultyFiles();
  private IndexData indexData;

  private interface Work {
    void run() throws IOException;
  }

  @BeforeEach
  void buildTwice() throws IOException {
    indexData = new IndexData(files.at(folder));
    build(40);
    build(50);
  }

  @ParameterizedTest
  @CsvSource({
    "IMPORT, INPUT_OUTPUT", "IMPORT, FULL",
    "UPDATE, INPUT_OUTPUT", "UPDATE, FULL",
    "DELETE, INPUT_OUTPUT", "DELETE, FULL"
  })
  void whatWasLiveStaysAsItWasAndTheErrorNamesTheCause(Kind kind, Fault fault) throws IOException {
    long operations = operations(kind, fault);
    int refused = 0;
    for (int i = 0; i < 6 * FAULTS && refused < FAULTS; i++) {
      Generation live = indexData.live("rows");
      Map<String, Long> before = contents(live);
      files.fail(fault, 1 + i * operations / (6L * FAULTS));
      boolean done = isDone(work(kind), fault);
      files.mend();
      if (!done) {
        refused++;
        assertThat(indexData.live("rows")).isEqualTo(live);
        assertThat(contents(live)).isEqualTo(before);
      }
      // Else there was a way around: a copy where a file could not have two names, or a folder that
      // is to be removed and stays.
      assertWhole();
    }
    assertThat(refused).isEqualTo(FAULTS);
    assertNothingIsLeftOver(kind);
  }

  /** Whether the work is done; if not, the error names the cause. */
  private static boolean isDone(Work work, Fault fault) throws IOException {
    try {
      work.run();
      return true;
    } catch (BadInputException e) {
      assertThat(e).hasMessageContaining(fault.message);
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatCannotBeDeletedGoesLaterAndHarmsNothing(Kind kind) throws IOException {
    long deletions = operations(kind, Fault.UNDELETABLE);
    for (int i = 0; i < FAULTS; i++) {
      files.fail(Fault.UNDELETABLE, 1 + i * (deletions - 1) / FAULTS);
      Generation live = indexData.live("rows");
      boolean done = isDone(work(kind), Fault.UNDELETABLE);
      files.mend();
      if (!done) {
        assertThat(indexData.live("rows")).isEqualTo(live);
      }
      assertWhole();
    }
    assertNothingIsLeftOver(kind);
  }

  /** How many operations of a kind undisturbed work takes. */
  private long operations(Kind kind, Fault fault) throws IOException {
    work(kind).run();
    files.mend();
    work(kind).run();
    return files.operations(fault);
  }

  private void assertWhole() throws IOException {
    assertThat(new IndexInspector().inspect(indexData.live("rows")).problems()).isEmpty();
  }

  /** Once the disk is mended, the next work removes all that failed work has left. */
  private void assertNothingIsLeftOver(Kind kind) throws IOException {
    work(kind).run();
    try (Stream<Path> entries = Files.list(folder.resolve("rows"))) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .noneMatch(name -> name.startsWith("staging-") || name.startsWith("removed-"))
          .hasSize(4);
    }
  }

  enum Kind {
    IMPORT,
    UPDATE,
    DELETE
  }

  private Work work(Kind kind) {
    return switch (kind) {
      case IMPORT -> () -> build(60);
      case UPDATE ->
          () -> updater().update(plan(), new MemoryItems(SCHEMA, DIMENSION, rows(30, 70)));
      case DELETE -> this::deleteOne;
    };
  }

  /** Deletes the first of the items that are still there; builds anew where few are left. */
  private void deleteOne() throws IOException {
    for (int i = 0; i < 30; i++) {
      if (updater().delete(plan(), List.of("i" + i)).isPresent()) {
        return;
      }
    }
    build(50);
  }

  private RevisionPlan plan() throws IOException {
    return new RevisionPlan(indexData.live("rows"), 1, false, false);
  }

  private CollectionUpdater updater() {
    return new CollectionUpdater(
        indexData, BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT);
  }

  private void build(int rows) throws IOException {
    Descriptor descriptor =
        new Descriptor(
            "rows",
            new Source(List.of(folder.resolve("rows.h5")), DatasetNames.DETECT),
            null,
            null,
            new IndexOptions(8, 30, Quantization.NONE),
            Ranking.DEFAULT);
    List<RowOutcome> outcomes = new ArrayList<>(rows(0, rows));
    outcomes.add(MemoryItems.bad(rows, "bad", SkipCause.ZERO));
    new CollectionBuilder(indexData, BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT)
        .build(
            new BuildPlan(
                descriptor,
                DescriptorJson.toJson(descriptor),
                null,
                1,
                false,
                new Resumption(false, 16)),
            new MemoryItems(SCHEMA, DIMENSION, outcomes));
  }

  private static List<Item> rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                new Item(
                    "i" + i,
                    "https://example.org/" + i,
                    VECTORS.get(i),
                    new Metadata(Map.of("title", List.of("title " + i)))))
        .toList();
  }

  /** Checksums of all files. */
  private static Map<String, Long> contents(Generation generation) throws IOException {
    Map<String, Long> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(generation.directory())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), (long) Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
