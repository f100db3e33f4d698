package io.github.hnswsearch.eval.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFiles;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.Effort;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.eval.bench.BenchReport.FilteredPoint;
import io.github.hnswsearch.eval.bench.BenchReport.Point;
import io.github.hnswsearch.eval.bench.BenchReport.Run;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.index.Verification.Findings;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.lucene.VectorStorageProbe;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A benchmark from the file to the report, over indexes small enough to know every result. */
class FileBenchTest {
  /** Six directions in a quarter of the plane, 15 degrees apart, of any length. */
  private static final float[][] FAN = {
    {1, 0}, {2 * 0.966f, 2 * 0.259f}, {0.866f, 0.5f}, {0.707f, 0.707f}, {0.5f, 0.866f}, {0, 3}
  };

  private static final float[][] QUERIES = {{1, 0.05f}, {0.05f, 1}};
  private static final int[][] NEIGHBOURS = {{0, 1, 2}, {5, 4, 3}};

  @TempDir private Path folder;
  private Path scratch;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = Files.createDirectory(folder.resolve("scratch"));
  }

  @Test
  void aSearchThatFindsAllOfTheTruthHasRecallOne() throws IOException {
    assertThat(recall(found -> found)).isEqualTo(1);
  }

  @Test
  void aSearchThatFindsHalfOfTheTruthHasRecallAHalf() throws IOException {
    assertThat(recall(found -> List.of(found.getFirst()))).isEqualTo(0.5);
  }

  @Test
  void aSearchThatFindsNothingHasRecallZero() throws IOException {
    assertThat(recall(found -> List.of())).isEqualTo(0);
  }

  private double recall(UnaryOperator<List<Candidate>> flaw) throws IOException {
    Path file = write(NEIGHBOURS, "angular");
    BenchReport report = bench(file, plan(2), engine(flaw));
    assertThat(report.notes()).isEmpty();
    return only(report).recall();
  }

  @Test
  void theNeighboursOfTheFileAreTheTruth() throws IOException {
    // Other items, nearer than rows 2 and 3, which the file names, and farther than rows 0 and 1.
    UnaryOperator<List<Candidate>> flaw =
        found -> found.stream().map(item -> new Candidate(item.item() + 100, 0.8)).toList();

    Path named = write(new int[][] {{2, 3}, {3, 2}}, "angular");
    assertThat(only(bench(named, plan(2), engine(flaw))).recall()).isEqualTo(1);
    Path computed = write(null, "angular");
    assertThat(only(bench(computed, plan(2), engine(flaw))).recall()).isEqualTo(0);
  }

  @Test
  void missingNeighboursAreComputed() throws IOException {
    BenchReport report = bench(write(null, "angular"), plan(2), engine(found -> found));

    assertThat(only(report).recall()).isEqualTo(1);
    assertThat(report.notes())
        .containsExactly(
            "Neighbours were computed by exact search: the file has 0 a query, 2 are asked for.");
  }

  @Test
  void neighboursThatAreTooFewAreComputed() throws IOException {
    BenchReport report = bench(write(NEIGHBOURS, "angular"), plan(4), engine(found -> found));

    assertThat(only(report).recall()).isEqualTo(1);
    assertThat(report.notes()).singleElement().asString().contains("has 3 a query, 4 are asked");
  }

  @Test
  void neighboursByAnUnknownDistanceAreComputed() throws IOException {
    BenchReport report = bench(write(new int[][] {{5, 4}, {0, 1}}, null), plan(2), engine(f -> f));

    assertThat(report.metric()).isEqualTo("angular");
    assertThat(only(report).recall()).isEqualTo(1);
    assertThat(report.notes()).singleElement().asString().contains("no attribute \"distance\"");
  }

  @Test
  void rowsWithoutADirectionAreLeftOutAndTheirNeighboursComputed() throws IOException {
    float[][] rows = FAN.clone();
    rows[2] = new float[] {0, 0};
    Path file =
        AnnBenchmarksFiles.write(folder.resolve("f.h5"), rows, QUERIES, NEIGHBOURS, "angular");

    BenchReport report = bench(file, plan(2), engine(found -> found));

    assertThat(report.rows()).isEqualTo(5);
    assertThat(only(report).recall()).isEqualTo(1);
    assertThat(report.notes()).singleElement().asString().contains("1 of 6 rows cannot be indexed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"euclidean", "jaccard", "hamming"})
  void aDistanceThatIsNoAngleIsRefused(String distance) {
    Path file = write(NEIGHBOURS, distance);

    assertThatThrownBy(() -> bench(file, plan(2), engine(found -> found)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("attribute distance: expected angular")
        .hasMessageContaining("found " + distance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dot", "ip"})
  void aDotProductIsRefusedWhereLengthsWouldCount(String distance) {
    Path file = write(NEIGHBOURS, distance);

    assertThatThrownBy(() -> bench(file, plan(2), engine(found -> found)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a unit vector, because the distance is " + distance);
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aDotProductOfUnitVectorsIsAnAngle() throws IOException {
    float[][] unit = {{1, 0}, {0.6f, 0.8f}, {0, 1}};
    Path file =
        AnnBenchmarksFiles.write(
            folder.resolve("f.h5"), unit, unit, new int[][] {{0}, {1}, {2}}, "dot");

    BenchReport report = bench(file, plan(1), engine(found -> found));

    assertThat(report.metric()).isEqualTo("dot");
    assertThat(only(report).recall()).isEqualTo(1);
  }

  @Test
  void aQueryWithoutADirectionIsNamed() {
    Path file =
        AnnBenchmarksFiles.write(
            folder.resolve("f.h5"), FAN, new float[][] {{1, 0}, {0, 0}}, null, "angular");

    assertThatThrownBy(() -> bench(file, plan(2), engine(found -> found)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("/test, row 1: expected a query that can be compared");
  }

  @Test
  void everyQuantizationIsBuiltMeasuredWithEveryNumberOfCallersAndRemoved() throws IOException {
    BenchPlan plan = clustered(List.of(Quantization.values()), List.of(1, 2), false);

    BenchReport report = bench(clusteredFile(), plan, verified());

    assertThat(report.runs())
        .extracting(Run::label)
        .containsExactly(
            "none, 1 thread",
            "none, 2 threads",
            "int8, 1 thread",
            "int8, 2 threads",
            "int4, 1 thread",
            "int4, 2 threads",
            "bit1, 1 thread",
            "bit1, 2 threads");
    assertThat(report.runs())
        .allSatisfy(
            run -> {
              assertThat(run.maxConn()).isEqualTo(8);
              assertThat(run.beamWidth()).isEqualTo(40);
              assertThat(run.buildSeconds()).isNotNegative();
              assertThat(run.graphBytes()).isPositive();
              assertThat(run.residentBytes()).isPositive();
              assertThat(run.indexBytes()).isGreaterThan(run.codesBytes() + run.graphBytes());
              assertThat(run.points()).extracting(Point::ef).containsExactly(10, 200);
              assertThat(run.points().getLast().recall()).isGreaterThan(0.9);
              assertThat(run.points())
                  .allSatisfy(
                      point -> {
                        assertThat(point.perSecond()).isPositive();
                        assertThat(point.p50Micros()).isPositive();
                        assertThat(point.p95Micros()).isGreaterThanOrEqualTo(point.p50Micros());
                        assertThat(point.p99Micros()).isGreaterThanOrEqualTo(point.p95Micros());
                      });
            });
    assertThat(report.runs().getFirst().codesBytes()).isEqualTo(600L * 32 * Float.BYTES);
    assertThat(report.runs().getLast().codesBytes())
        .isLessThan(report.runs().getFirst().codesBytes() / 4);
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void keptIndexesAreMeasuredAgainAndThoseOfOtherOptionsReplaced() throws IOException {
    Path file = clusteredFile();
    BenchPlan plan = clustered(List.of(Quantization.NONE, Quantization.BIT1), List.of(1), false);
    assertThat(keep(file, plan).notes()).noneMatch(note -> note.contains("earlier run"));
    List<String> built = generations();

    BenchReport again = keep(file, plan);
    assertThat(generations()).isEqualTo(built);
    assertThat(again.notes().stream().filter(note -> note.contains("earlier run"))).hasSize(2);
    assertThat(again.runs()).extracting(Run::quantization).containsExactly("none", "bit1");
    assertThat(again.runs()).allMatch(run -> run.points().getLast().recall() > 0.9);

    BenchPlan filtered = clustered(List.of(Quantization.NONE), List.of(1), true);
    assertThat(keep(file, filtered).runs().getFirst().filters()).isNotEmpty();
    assertThat(generations()).isNotEqualTo(built);
  }

  private BenchReport keep(Path file, BenchPlan plan) throws IOException {
    return new FileBench(file, plan, verified(), BuildListener.SILENT).run(scratch, true);
  }

  private List<String> generations() throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      return files
          .filter(file -> file.endsWith("manifest.json"))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  @Test
  void filtersPassTheShareTheyNameAndFindTheNearestOfIt() throws IOException {
    BenchPlan plan = clustered(List.of(Quantization.NONE), List.of(1), true);

    BenchReport report = bench(clusteredFile(), plan, verified());

    List<FilteredPoint> filters = report.runs().getFirst().filters();
    assertThat(filters)
        .extracting(point -> point.field() + " " + point.passing())
        .containsExactly("random 300", "random 60", "near 300", "near 60");
    assertThat(filters)
        .allSatisfy(
            point -> {
              assertThat(point.recall()).isBetween(0.8, 1.0);
              assertThat(point.p50Micros()).isPositive();
              assertThat(point.ratioToUnfiltered()).isPositive();
            });
    assertThat(report.notes())
        .contains(
            "Left out: the filter on random of 1%, which passes 6 of 600 rows, fewer than k = 10.")
        .hasSize(7);
  }

  @Test
  void aLadderEndsOnceAllIsFound() throws IOException {
    BenchPlan plan =
        new BenchPlan(
            2,
            List.of(),
            List.of(Quantization.NONE),
            8,
            40,
            1,
            List.of(1),
            false,
            10,
            Effort.SMALL);

    BenchReport report = bench(write(NEIGHBOURS, "angular"), plan, engine(found -> found));

    assertThat(report.runs().getFirst().points()).extracting(Point::ef).containsExactly(10);
  }

  private static Point only(BenchReport report) {
    assertThat(report.runs()).hasSize(1);
    assertThat(report.runs().getFirst().points()).hasSize(1);
    return report.runs().getFirst().points().getFirst();
  }

  private Path write(Object neighbours, String distance) {
    return AnnBenchmarksFiles.write(folder.resolve("f.h5"), FAN, QUERIES, neighbours, distance);
  }

  private Path clusteredFile() {
    List<UnitVector> vectors = ClusteredVectors.of(640, 32, 10, 3);
    float[][] all = vectors.stream().map(UnitVector::components).toArray(float[][]::new);
    return AnnBenchmarksFiles.write(
        folder.resolve("clustered.h5"),
        Arrays.copyOfRange(all, 0, 600),
        Arrays.copyOfRange(all, 600, 640),
        null,
        "angular");
  }

  private static BenchPlan clustered(
      List<Quantization> quantizations, List<Integer> threads, boolean filters) {
    return new BenchPlan(
        10, List.of(200, 10), quantizations, 8, 40, 2, threads, filters, 40, Effort.SMALL);
  }

  private static BenchPlan plan(int k) {
    return new BenchPlan(
        k, List.of(10), List.of(Quantization.NONE), 8, 40, 1, List.of(1), false, 10, Effort.SMALL);
  }

  private BenchReport bench(Path file, BenchPlan plan, BenchEngine engine) throws IOException {
    return new FileBench(file, plan, engine, BuildListener.SILENT).run(scratch, false);
  }

  private static BenchEngine verified() {
    LuceneBackend backend = new LuceneBackend();
    return new BenchEngine(
        backend, new GenerationVerifier(backend), backend, new VectorStorageProbe());
  }

  /** The real engine, but for what becomes of the results of its graph search. */
  private static BenchEngine engine(UnaryOperator<List<Candidate>> flaw) {
    LuceneBackend backend = new LuceneBackend();
    return new BenchEngine(
        backend,
        generation -> new Findings(10, CalibrationTable.NONE),
        generation -> flawed(backend.open(generation), flaw),
        new VectorStorageProbe());
  }

  @SuppressWarnings("unchecked") // It is what nearest returns.
  private static CollectionReader flawed(
      CollectionReader reader, UnaryOperator<List<Candidate>> flaw) {
    return (CollectionReader)
        Proxy.newProxyInstance(
            FileBenchTest.class.getClassLoader(),
            new Class<?>[] {CollectionReader.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(reader, arguments);
                return method.getName().equals("nearest")
                    ? flaw.apply((List<Candidate>) result)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
