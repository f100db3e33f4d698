package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.Recall;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.RevisionWriter;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.FixedBitSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every quantization must find under filters, at random and of one region of the space, in one
 * segment and, after changes, in two of which one has deletions.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilteredSearchTest {
  private static final int ITEMS = 5_000;
  private static final int REPLACED = 600;
  private static final int REMOVED = 300;
  private static final int ASKED = 60;
  private static final int DIMENSION = 64;
  private static final int K = 10;

  /** So few that the graph is followed where most pass. */
  private static final int EF = 30;

  /** One bit a dimension tells little of so few dimensions. */
  private static final int EF_OF_BITS = 100;

  private static final double[] SHARES = {0.9, 0.5, 0.1, 0.01, 0.001};
  private static final Field RANDOM = new Field("random", FieldType.LONG);
  private static final Field REGION = new Field("region", FieldType.LONG);
  private static final Schema SCHEMA = new Schema(List.of(RANDOM, REGION));
  private static final List<UnitVector> VECTORS =
      ClusteredVectors.of(ITEMS + ASKED, DIMENSION, 40, 5);
  private static final List<UnitVector> QUERIES = VECTORS.subList(ITEMS, ITEMS + ASKED);

  private final Map<Quantization, Path> places = new EnumMap<>(Quantization.class);
  private final Map<Quantization, LuceneCollectionReader> whole = new EnumMap<>(Quantization.class);
  private final Map<Quantization, LuceneCollectionReader> revised =
      new EnumMap<>(Quantization.class);

  @BeforeAll
  void build(@TempDir Path folder) throws IOException {
    List<Item> items = items();
    for (Quantization quantization : Quantization.values()) {
      Path place = folder.resolve(quantization.text());
      Generation generation =
          Indexes.write(place.resolve("whole"), SCHEMA, DIMENSION, quantization, items);
      places.put(quantization, generation.indexDirectory());
      whole.put(quantization, LuceneBackend.openIndex(generation));
      revised.put(
          quantization,
          Indexes.open(
              changed(
                  Indexes.write(place.resolve("revised"), SCHEMA, DIMENSION, quantization, items),
                  quantization,
                  items),
              SCHEMA,
              DIMENSION));
    }
  }

  /** Rows whose number is drawn, and whose region is their place by distance from the first. */
  private static List<Item> items() {
    List<Integer> random = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
    Collections.shuffle(random, new Random(3));
    List<Integer> near =
        IntStream.range(0, ITEMS)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -VECTORS.getFirst().dot(VECTORS.get(i))))
            .toList();
    Item[] items = new Item[ITEMS];
    for (int place = 0; place < ITEMS; place++) {
      int row = near.get(place);
      items[row] =
          new Item(
              "i" + row,
              "",
              VECTORS.get(row),
              new Metadata(
                  Map.of(
                      RANDOM.name(), List.of(random.get(row).toString()),
                      REGION.name(), List.of(Integer.toString(place)))));
    }
    return List.of(items);
  }

  private static Path changed(Generation generation, Quantization quantization, List<Item> items)
      throws IOException {
    try (RevisionWriter writer =
        new LuceneBackend()
            .revise(
                generation.indexDirectory(), SCHEMA, new IndexOptions(16, 100, quantization), 2)) {
      for (int i = 0; i < REPLACED; i++) {
        writer.replace(items.get(8 * i));
      }
      for (int i = 0; i < REMOVED; i++) {
        writer.remove("i" + (8 * i + 3));
      }
      assertThat(writer.finish(false, linked -> {}).compacted()).isFalse();
    }
    return generation.indexDirectory();
  }

  @AfterAll
  void close() throws IOException {
    for (LuceneCollectionReader reader : whole.values()) {
      reader.close();
    }
    for (LuceneCollectionReader reader : revised.values()) {
      reader.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void recallIsAtLeast95PercentHoweverManyPass(Quantization quantization) throws IOException {
    int ef = quantization == Quantization.BIT1 ? EF_OF_BITS : EF;
    for (LuceneCollectionReader reader : readers(quantization)) {
      for (Field field : SCHEMA.fields()) {
        for (double share : SHARES) {
          assertThat(recall(reader, ef, filters(field, share)))
              .as("%s of %s %%", field.name(), 100 * share)
              .isGreaterThanOrEqualTo(0.95);
        }
      }
    }
  }

  /** The mean; what is found is as much as there may be, and all of it passes. */
  private static double recall(LuceneCollectionReader reader, int ef, List<Filter> filters)
      throws IOException {
    long passing = reader.passing(filters).items();
    List<List<Candidate>> truths = reader.exactNearest(QUERIES, K, filters);
    double recall = 0;
    for (int i = 0; i < ASKED; i++) {
      List<Candidate> found = reader.nearest(QUERIES.get(i), K, ef, filters);
      assertThat(found).hasSize((int) Math.min(K, passing)).doesNotHaveDuplicates();
      for (Candidate candidate : found) {
        assertThat(reader.passes(candidate.item(), filters)).isTrue();
      }
      recall += Recall.of(truths.get(i), found);
    }
    return recall / ASKED;
  }

  @ParameterizedTest
  @EnumSource
  void whereFewPassTheTrueNearestAreFound(Quantization quantization) throws IOException {
    for (LuceneCollectionReader reader : readers(quantization)) {
      for (Field field : SCHEMA.fields()) {
        List<Filter> filters = filters(field, 0.015);
        List<List<Candidate>> truths = reader.exactNearest(QUERIES, K, filters);
        for (int i = 0; i < ASKED; i++) {
          assertThat(reader.nearest(QUERIES.get(i), K, EF, filters))
              .extracting(Candidate::item)
              .isEqualTo(truths.get(i).stream().map(Candidate::item).toList());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFilterThatAllPassChangesNothing(Quantization quantization) throws IOException {
    for (LuceneCollectionReader reader : readers(quantization)) {
      for (UnitVector query : QUERIES) {
        assertThat(reader.nearest(query, K, 12, filters(RANDOM, 1)))
            .isEqualTo(reader.nearest(query, K, 12, List.of()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void asManyAreFoundAsPassAndAreAskedFor(Quantization quantization) throws IOException {
    for (LuceneCollectionReader reader : readers(quantization)) {
      for (double share : SHARES) {
        List<Filter> filters = filters(REGION, share);
        int passing = (int) reader.passing(filters).items();
        for (int k : new int[] {1, 3, passing, passing + 1}) {
          assertThat(reader.nearest(QUERIES.getFirst(), k, 1, filters))
              .hasSize(Math.min(k, passing));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGraphLeadsToWhatAScanOfAllThatPassesFinds(Quantization quantization) throws IOException {
    try (MMapDirectory directory = new MMapDirectory(places.get(quantization));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      LinkedSegment segment = LinkedSegment.of(reader.leaves().getFirst());
      FixedBitSet region = new FixedBitSet(ITEMS);
      for (int i = 0; i < ITEMS; i++) {
        if (VECTORS.getFirst().dot(VECTORS.get(i)) > 0.2) {
          region.set(i);
        }
      }
      Random random = new Random(9);
      FixedBitSet drawn = new FixedBitSet(ITEMS);
      IntStream.range(0, ITEMS / 10).forEach(i -> drawn.set(random.nextInt(ITEMS)));
      for (FixedBitSet passing : List.of(region, drawn)) {
        assertThat(agreement(segment, passing)).isGreaterThanOrEqualTo(0.95);
      }
    }
  }

  private static double agreement(LinkedSegment segment, FixedBitSet passing) throws IOException {
    int ef = 40;
    int[] seeds = {passing.nextSetBit(0), passing.nextSetBit(ITEMS / 2)};
    int count = passing.cardinality();
    double locality = Locality.of(segment.graph(), passing, seeds, (double) count / ITEMS);
    PassingDocuments.Segment documents =
        new PassingDocuments.Segment(passing, count, ITEMS, seeds, locality);
    double shared = 0;
    for (UnitVector query : QUERIES) {
      int[] scanned = PassingScan.nearest(segment.scorer(query.components()), passing, ef);
      int[] walked =
          FilteredGraphSearch.nearest(
              segment.scorer(query.components()), segment.graph(), documents, ef);
      assertThat(walked).hasSize(ef).doesNotHaveDuplicates();
      assertThat(Arrays.stream(walked).allMatch(passing::get)).isTrue();
      shared +=
          (double)
                  Arrays.stream(walked)
                      .filter(node -> Arrays.stream(scanned).anyMatch(other -> other == node))
                      .count()
              / ef;
    }
    return shared / ASKED;
  }

  private List<LuceneCollectionReader> readers(Quantization quantization) {
    return List.of(whole.get(quantization), revised.get(quantization));
  }

  private static List<Filter> filters(Field field, double share) {
    return List.of(
        new Filter(field, false, List.of(new Filter.LongRange(0, Math.round(ITEMS * share) - 1))));
  }
}
