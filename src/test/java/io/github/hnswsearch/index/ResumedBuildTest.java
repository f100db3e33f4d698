package io.github.hnswsearch.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.dataset.BreakingSource;
import io.github.hnswsearch.dataset.Dataset;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.files.FaultyFiles;
import io.github.hnswsearch.index.BuildPlan.Resumption;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A build that was interrupted and gone on with makes what an undisturbed one makes. {@code
 * -Dresume.seeds=100} tries as many data sets.
 */
class ResumedBuildTest {
  private static final LuceneBackend BACKEND = new LuceneBackend();
  private static final int DIMENSION = 8;
  private static final int BATCH_ROWS = 1024;

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("resume.seeds", 3));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void resumedBuildsMakeTheSameAsAnUndisturbedOne(long seed) throws IOException {
    Random random = new Random(seed);
    Data data = Data.write(folder, random);
    IndexData undisturbed = new IndexData(folder.resolve("undisturbed"));
    IndexData disturbed = new IndexData(folder.resolve("disturbed"));

    Generation whole = build(undisturbed, data, Resumption.ANEW, Long.MAX_VALUE);
    int interruptions = 0;
    @Nullable Generation resumed = null;
    while (resumed == null) {
      int rows = random.nextInt(1, data.rows() / 2);
      Resumption resumption = new Resumption(interruptions > 0, random.nextInt(1, 2 * BATCH_ROWS));
      try {
        resumed = build(disturbed, data, resumption, rows);
      } catch (BadInputException e) {
        assertThat(e).hasMessageContaining("the disk is unplugged");
        assertThat(disturbed.collections()).isEmpty();
        interruptions++;
      }
    }

    assertThat(interruptions).isPositive();
    assertThat(counts(resumed)).isEqualTo(counts(whole));
    assertThat(skipped(resumed)).isEqualTo(skipped(whole));
    assertSameAnswers(whole, resumed, data.queries());
  }

  /** All but one: which nodes links lead to depends on which of them two threads link first. */
  private static Map<String, Long> counts(Generation generation) {
    Map<String, Long> counts = new TreeMap<>(generation.manifest().counts());
    counts.remove(Manifest.UNREACHABLE);
    return counts;
  }

  private static List<String> skipped(Generation generation) throws IOException {
    return Files.readAllLines(generation.directory().resolve(SkippedRows.NAME)).stream()
        .sorted()
        .toList();
  }

  /** The same ids, and for every query the same items at the same similarity. */
  private static void assertSameAnswers(Generation one, Generation other, List<UnitVector> queries)
      throws IOException {
    try (CollectionReader first = BACKEND.open(one);
        CollectionReader second = BACKEND.open(other)) {
      assertThat(ids(second)).isEqualTo(ids(first));
      assertThat(answers(second, queries)).isEqualTo(answers(first, queries));
    }
  }

  private static List<String> ids(CollectionReader reader) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int item : reader.sample(Integer.MAX_VALUE)) {
      ids.add(reader.document(item).toString());
    }
    assertThat(ids).hasSize((int) reader.size());
    ids.sort(null);
    return ids;
  }

  private static List<List<String>> answers(CollectionReader reader, List<UnitVector> queries)
      throws IOException {
    List<List<String>> answers = new ArrayList<>();
    for (List<CollectionReader.Candidate> found : reader.exactNearest(queries, 20, List.of())) {
      List<String> answer = new ArrayList<>();
      for (CollectionReader.Candidate hit : found) {
        answer.add(reader.document(hit.item()).id() + " " + hit.score());
      }
      answer.sort(null); // Equal similarities may stand in any order.
      answers.add(answer);
    }
    return answers;
  }

  @Test
  void nothingButTheSameBuildGoesOnAndNothingIsLostByTrying() throws IOException {
    Data data = Data.write(folder, new Random(1));
    IndexData indexData = new IndexData(folder.resolve("index"));
    interrupt(indexData, data);

    Files.setLastModifiedTime(data.embeddings(), FileTime.from(Instant.EPOCH));
    assertThatThrownBy(() -> build(indexData, data, resuming(), Long.MAX_VALUE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("another files", "without --resume");
    Files.setLastModifiedTime(data.embeddings(), data.written());
    assertThat(build(indexData, data, resuming(), Long.MAX_VALUE).manifest().items()).isPositive();
  }

  @Test
  void aBuildThatDoesNotResumeRemovesWhatAnInterruptedOneHasLeft() throws IOException {
    Data data = Data.write(folder, new Random(2));
    IndexData indexData = new IndexData(folder.resolve("index"));
    interrupt(indexData, data);
    assertThat(staged(indexData)).hasSize(1);
    build(indexData, data, Resumption.ANEW, Long.MAX_VALUE);
    assertThat(staged(indexData)).isEmpty();
  }

  @Test
  void whereNothingWasInterruptedResumingBeginsAnew() throws IOException {
    Data data = Data.write(folder, new Random(3));
    IndexData indexData = new IndexData(folder.resolve("index"));
    build(indexData, data, resuming(), Long.MAX_VALUE);
    assertThat(build(indexData, data, resuming(), Long.MAX_VALUE).manifest().items()).isPositive();
  }

  @Test
  void damagedRowsAreNotGoneOnWith() throws IOException {
    Data data = Data.write(folder, new Random(4));
    IndexData indexData = new IndexData(folder.resolve("index"));
    interrupt(indexData, data);
    try (Stream<Path> files = Files.list(staged(indexData).getFirst().resolve("rows"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("segments_")).toList()) {
        Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
      }
    }
    assertThatThrownBy(() -> build(indexData, data, resuming(), Long.MAX_VALUE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("damage", "without --resume");
  }

  @Test
  void aBuildThatWasKilledBeforeItsFirstCheckpointListsNoSkippedRowTwice() throws IOException {
    Data data = Data.write(folder, new Random(6));
    Generation whole =
        build(new IndexData(folder.resolve("whole")), data, Resumption.ANEW, Long.MAX_VALUE);
    IndexData indexData = new IndexData(folder.resolve("killed"));
    interrupt(indexData, data);
    Path staged = staged(indexData).getFirst();
    assertThat(staged.resolve(SkippedRows.NAME)).isNotEmptyFile();
    DurableFiles.deleteTree(staged.resolve("rows"));

    assertThat(skipped(build(indexData, data, resuming(), Long.MAX_VALUE)))
        .isEqualTo(skipped(whole));
  }

  /** Linking commits the rows: behind an earlier checkpoint they would be read once more. */
  @Test
  void aResumedBuildThatIsInterruptedWhileItLinksHasNoRowTwice() throws IOException {
    Data data = Data.write(folder, new Random(5));
    Generation whole =
        build(new IndexData(folder.resolve("whole")), data, Resumption.ANEW, Long.MAX_VALUE);
    IndexData indexData = new IndexData(folder.resolve("interrupted"));
    interrupt(indexData, data);
    FaultyFiles files = new FaultyFiles();
    IndexData faulty = new IndexData(files.at(indexData.root()));
    BuildListener unplugging =
        new BuildListener() {
          @Override
          public void begin(String phase, long steps, String unit) {
            if (phase.startsWith("Linking")) {
              files.failBelow(Generation.indexDirectory(Path.of("")).toString());
            }
          }
        };

    assertThatThrownBy(() -> build(faulty, data, resuming(), Long.MAX_VALUE, unplugging))
        .hasMessageContaining(FaultyFiles.Fault.INPUT_OUTPUT.message);
    files.mend();
    assertThat(staged(indexData)).hasSize(1);
    Generation resumed = build(indexData, data, resuming(), Long.MAX_VALUE);

    assertThat(counts(resumed)).isEqualTo(counts(whole));
    assertSameAnswers(whole, resumed, data.queries());
  }

  private static void interrupt(IndexData indexData, Data data) {
    assertThatThrownBy(
            () -> build(indexData, data, new Resumption(false, BATCH_ROWS), data.rows() / 2))
        .hasMessageContaining("the disk is unplugged");
  }

  private static Resumption resuming() {
    return new Resumption(true, BATCH_ROWS);
  }

  private static List<Path> staged(IndexData indexData) throws IOException {
    try (Stream<Path> entries = Files.list(indexData.root().resolve("rows"))) {
      return entries.filter(e -> e.getFileName().toString().startsWith("staging-")).toList();
    }
  }

  private static Generation build(
      IndexData indexData, Data data, Resumption resumption, long rowsToRead) throws IOException {
    return build(indexData, data, resumption, rowsToRead, BuildListener.SILENT);
  }

  private static Generation build(
      IndexData indexData,
      Data data,
      Resumption resumption,
      long rowsToRead,
      BuildListener listener)
      throws IOException {
    Descriptor descriptor =
        new Descriptor(
            "rows",
            new Source(List.of(data.embeddings()), DatasetNames.DETECT),
            data.metadata(),
            null,
            new IndexOptions(8, 30, Quantization.NONE),
            Ranking.DEFAULT);
    try (ItemSource source =
        new BreakingSource(
            Dataset.open(
                descriptor.source(),
                descriptor.metadata(),
                indexData.root().resolve("join"),
                (step, done, total) -> {}),
            rowsToRead)) {
      return new CollectionBuilder(indexData, BACKEND, new GenerationVerifier(BACKEND), listener)
          .build(
              new BuildPlan(
                  descriptor, DescriptorJson.toJson(descriptor), null, 2, false, resumption),
              source);
    }
  }

  /** Files of rows: good ones, bad ones, ids that occur again, and metadata of some of them. */
  private record Data(
      Path embeddings,
      FileTime written,
      MetadataSource metadata,
      int rows,
      List<UnitVector> queries) {

    static Data write(Path folder, Random random) throws IOException {
      int rows = 3 * BATCH_ROWS + random.nextInt(2 * BATCH_ROWS);
      List<UnitVector> vectors = ClusteredVectors.of(rows, DIMENSION, 12, random.nextLong());
      float[][] values =
          vectors.stream().map(vector -> vector.components().clone()).toArray(float[][]::new);
      List<String> ids = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        boolean again = row > 0 && random.nextInt(20) == 0;
        ids.add(again ? ids.get(random.nextInt(row)) : "https://example.org/" + row);
        if (random.nextInt(50) == 0) {
          values[row] = new float[DIMENSION];
        }
      }
      Path embeddings = folder.resolve("rows.h5");
      EmbeddingFiles.write(embeddings, ids, values);
      Path metadata = folder.resolve("rows.jsonl");
      Files.write(
          metadata,
          IntStream.range(0, rows)
              .filter(row -> row % 3 != 0)
              .mapToObj(
                  row -> "{\"url\": \"%s\", \"title\": \"row %d\"}".formatted(ids.get(row), row))
              .toList());
      return new Data(
          embeddings,
          Files.getLastModifiedTime(embeddings),
          new MetadataSource(
              MetadataFormat.JSONL, metadata, "url", Map.of("title", FieldType.TEXT)),
          rows,
          vectors.subList(0, 20));
    }
  }
}
