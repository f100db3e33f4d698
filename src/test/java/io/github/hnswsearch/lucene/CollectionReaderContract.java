package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.Calibrator;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.eval.Recall;
import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.Filter;
import io.github.hnswsearch.search.FilterParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every quantization must do: the graph is whole, and searching it finds what is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CollectionReaderContract {
  private static final int ITEMS = 3_000;
  private static final int DIMENSION = 64;
  private static final int CLUSTERS = 40;

  /** Two threads link another graph each time: of fewer queries the mean recall varies too much. */
  private static final int ASKED = 400;

  private static final int K = 10;
  private static final Schema SCHEMA = new Schema(List.of(new Field("part", FieldType.LONG)));
  private static final List<UnitVector> VECTORS =
      ClusteredVectors.of(ITEMS, DIMENSION, CLUSTERS, 1);
  private static final List<UnitVector> QUERIES =
      ClusteredVectors.of(ITEMS + ASKED, DIMENSION, CLUSTERS, 1).subList(ITEMS, ITEMS + ASKED);

  private final Quantization quantization;
  private LuceneCollectionReader reader;
  private Generation generation;

  CollectionReaderContract(Quantization quantization) {
    this.quantization = quantization;
  }

  @BeforeAll
  void build(@TempDir Path folder) throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      Metadata metadata = new Metadata(Map.of("part", List.of(Integer.toString(i))));
      items.add(new Item("i" + i, "", VECTORS.get(i), metadata));
    }
    generation = Indexes.write(folder, SCHEMA, DIMENSION, quantization, items);
    reader = LuceneBackend.openIndex(generation);
  }

  @AfterAll
  void close() throws IOException {
    reader.close();
  }

  @Test
  void allItemsAreInOneSegmentWhoseGraphLinksThem() throws IOException {
    GraphStatistics graph = reader.graph();
    assertThat(graph.segments()).isOne();
    assertThat(graph.linked()).isEqualTo(ITEMS);
    assertThat(graph.levels()).isGreaterThan(1);
  }

  @Test
  void recallIsAtLeast95PercentAtTheDefaultEf() throws IOException {
    int ef = new GenerationVerifier(new LuceneBackend()).verify(generation).defaultEf();
    double recall = 0;
    for (UnitVector query : QUERIES) {
      recall += Recall.of(reader.exactNearest(query, K), nearest(query, K, ef));
    }
    assertThat(recall / QUERIES.size()).isGreaterThanOrEqualTo(0.95);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 40, 200})
  void aSearchWithoutFiltersFindsWhatLuceneFinds(int ef) throws IOException {
    double shared = 0;
    try (MMapDirectory directory = new MMapDirectory(generation.indexDirectory());
        DirectoryReader index = DirectoryReader.open(directory)) {
      IndexSearcher lucene = new IndexSearcher(index);
      for (UnitVector query : QUERIES) {
        List<Candidate> lucenes = new ArrayList<>();
        for (ScoreDoc hit :
            lucene.search(new KnnFloatVectorQuery(FieldNames.VECTOR, query.components(), ef), ef)
                .scoreDocs) {
          UnitVector vector = reader.vector(hit.doc);
          lucenes.add(
              new Candidate(hit.doc, VectorRows.cosine(query.components(), vector.components())));
        }
        lucenes.sort(Candidate.BEST_FIRST);
        List<Integer> best =
            lucenes.subList(0, Math.min(K, lucenes.size())).stream().map(Candidate::item).toList();
        shared +=
            (double)
                    nearest(query, K, ef).stream()
                        .filter(found -> best.contains(found.item()))
                        .count()
                / K;
      }
    }
    // Not all: searches end early, equal codes may come in any order, and a query is fitted less.
    double least =
        switch (quantization) {
          case NONE, INT8 -> 0.99;
          case INT4 -> 0.98;
          case BIT1 -> 0.96;
        };
    assertThat(shared / QUERIES.size()).isGreaterThanOrEqualTo(least);
  }

  @Test
  void searchesOfSeveralThreadsDoNotDisturbEachOther() {
    List<List<Integer>> alone = QUERIES.stream().map(this::tenNearest).toList();
    for (int round = 0; round < 20; round++) {
      assertThat(QUERIES.parallelStream().map(this::tenNearest).toList()).isEqualTo(alone);
    }
  }

  private List<Integer> tenNearest(UnitVector query) {
    try {
      return nearest(query, K, 50).stream().map(Candidate::item).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void exactSearchAgreesWithComparingEveryVector() throws IOException {
    UnitVector query = QUERIES.get(7);
    List<String> truth =
        IntStream.range(0, ITEMS)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -query.dot(VECTORS.get(i))))
            .limit(K)
            .map(i -> "i" + i)
            .toList();
    assertThat(ids(reader.exactNearest(query, K))).isEqualTo(truth);
  }

  @Test
  void scoresAreExactCosinesBestFirst() throws IOException {
    UnitVector query = QUERIES.get(3);
    List<Candidate> found = nearest(query, 50, 100);
    for (Candidate candidate : found) {
      assertThat(candidate.score())
          .isCloseTo(query.dot(reader.vector(candidate.item())), within(1e-5));
    }
    assertThat(found).extracting(Candidate::score).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void moreThanThereAreGivesAllThereAre() throws IOException {
    assertThat(ids(nearest(QUERIES.getFirst(), ITEMS + 1, ITEMS + 1)))
        .doesNotHaveDuplicates()
        .hasSize(ITEMS);
    assertThat(reader.exactNearest(QUERIES.getFirst(), ITEMS + 1)).hasSize(ITEMS);
  }

  @Test
  void anItemPassesExactlyTheFiltersThatFindIt() throws IOException {
    List<Candidate> found =
        reader.keyword("", List.of(), ITEMS, filters("part:20..29")).candidates();
    for (int item = 0; item < ITEMS; item++) {
      int asked = item;
      assertThat(reader.passes(item, filters("part:20..29")))
          .isEqualTo(found.stream().anyMatch(candidate -> candidate.item() == asked));
      assertThat(reader.passes(item, List.of())).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"part:17, 1", "part:20..29, 10", "part:3000.., 0", "part:100..399, 50"})
  void aFilterLeavesOutNothingThatPassesIt(String filter, int expected) throws IOException {
    for (UnitVector query : QUERIES) {
      List<Candidate> found = reader.nearest(query, 50, 100, filters(filter));
      assertThat(found).hasSize(expected);
      assertThat(found)
          .allSatisfy(candidate -> assertThat(passes(filter, reader, candidate)).isTrue());
    }
  }

  private static boolean passes(String filter, LuceneCollectionReader reader, Candidate candidate)
      throws IOException {
    long part = (Long) reader.document(candidate.item()).fields().get("part");
    Filter parsed = new FilterParser(SCHEMA).parse(filter);
    Filter.LongRange range = (Filter.LongRange) parsed.values().getFirst();
    return part >= range.min() && part <= range.max();
  }

  @Test
  void aFarClusterIsFoundWholeWhenTheFilterPassesNothingElse() throws IOException {
    UnitVector centre = VECTORS.getFirst();
    List<Integer> farthest =
        IntStream.range(0, ITEMS)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> centre.dot(VECTORS.get(i))))
            .limit(40)
            .toList();
    String list =
        "part:(" + String.join(",", farthest.stream().map(String::valueOf).toList()) + ")";
    assertThat(ids(reader.nearest(centre, 30, 30, filters(list)))).hasSize(30);
    assertThat(ids(reader.nearest(centre, 60, 60, filters(list))))
        .containsExactlyInAnyOrderElementsOf(farthest.stream().map(i -> "i" + i).toList());
  }

  @Test
  void theCalibrationClimbsAndReachesTheDefaultRecall() throws IOException {
    List<Calibration> table =
        new Calibrator(reader, List.of())
            .measure().points().stream().filter(point -> point.k() == K).toList();
    assertThat(table).extracting(Calibration::ef).isSorted().doesNotHaveDuplicates();
    assertThat(table).allSatisfy(point -> assertThat(point.recall()).isBetween(0.0, 1.0));
    assertThat(table.getLast().recall()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void anItemIsFoundByItsIdAndKeepsItsVector() throws IOException {
    int item = reader.find("i1234").orElseThrow();
    assertThat(reader.document(item).id()).isEqualTo("i1234");
    assertThat(reader.vector(item).dot(VECTORS.get(1234))).isCloseTo(1, within(1e-6));
    assertThat(reader.find("i")).isEmpty();
    assertThat(reader.find("")).isEmpty();
  }

  @Test
  void anEmptyIndexFindsNothing(@TempDir Path folder) throws IOException {
    try (LuceneCollectionReader empty =
        Indexes.build(folder, SCHEMA, DIMENSION, quantization, List.of())) {
      assertThat(empty.size()).isZero();
      assertThat(empty.nearest(QUERIES.getFirst(), K, 100, List.of())).isEmpty();
      assertThat(empty.exactNearest(QUERIES.getFirst(), K)).isEmpty();
      assertThat(empty.keyword("", List.of(), K, List.of()).candidates()).isEmpty();
      assertThat(empty.find("i0")).isEmpty();
      assertThat(new Calibrator(empty, List.of()).measure()).isEqualTo(CalibrationTable.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17})
  void aHandfulOfItemsIsFoundWhole(int items, @TempDir Path folder) throws IOException {
    List<Item> few = Indexes.items(VECTORS.subList(0, items));
    try (LuceneCollectionReader small =
        Indexes.build(folder, Schema.EMPTY, DIMENSION, quantization, few)) {
      List<Candidate> found = small.nearest(VECTORS.getFirst(), 100, 100, List.of());
      assertThat(found).hasSize(items);
      assertThat(small.document(found.getFirst().item()).id()).isEqualTo("i0");
      assertThat(found.getFirst().score()).isCloseTo(1, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1024})
  void everyDimensionUpToTheLimitWorks(int dimension, @TempDir Path folder) throws IOException {
    List<UnitVector> vectors = ClusteredVectors.of(60, dimension, 5, 3);
    try (LuceneCollectionReader small =
        Indexes.build(folder, Schema.EMPTY, dimension, quantization, Indexes.items(vectors))) {
      assertThat(small.dimension()).isEqualTo(dimension);
      List<Candidate> found = small.nearest(vectors.get(11), 60, 60, List.of());
      assertThat(found).hasSize(60);
      assertThat(found.getFirst().score()).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void identicalVectorsAreAllFound(@TempDir Path folder) throws IOException {
    List<UnitVector> vectors = new ArrayList<>(Collections.nCopies(200, VECTORS.getFirst()));
    vectors.addAll(VECTORS.subList(1, 101));
    Generation copies =
        Indexes.write(folder, Schema.EMPTY, DIMENSION, quantization, Indexes.items(vectors));
    try (LuceneCollectionReader small = LuceneBackend.openIndex(copies)) {
      assertThat(small.graph().linked()).isEqualTo(300);
      List<Candidate> found = small.nearest(VECTORS.getFirst(), 200, 300, List.of());
      assertThat(found).hasSize(200);
      assertThat(found).allSatisfy(hit -> assertThat(hit.score()).isCloseTo(1, within(1e-5)));
    }
    assertThat(new GenerationVerifier(new LuceneBackend()).verify(copies).defaultEf()).isPositive();
  }

  private List<Candidate> nearest(UnitVector query, int k, int ef) throws IOException {
    return reader.nearest(query, k, ef, List.of());
  }

  private List<String> ids(List<Candidate> found) throws IOException {
    List<String> ids = new ArrayList<>();
    for (Candidate candidate : found) {
      ids.add(reader.document(candidate.item()).id());
    }
    return ids;
  }

  private static List<Filter> filters(String text) {
    return List.of(new FilterParser(SCHEMA).parse(text));
  }
}
