package io.github.hnswsearch.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.index.Manifest.CalibrationQueries;
import io.github.hnswsearch.index.Manifest.CalibrationQueries.Origin;
import io.github.hnswsearch.index.Manifest.FilteredCalibration;
import io.github.hnswsearch.lucene.Indexes;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratorTest {
  @TempDir Path folder;

  @Test
  void everyKAscendsInEfAndReachesFullRecallOnClusteredVectors() throws IOException {
    CalibrationTable table = measure(ClusteredVectors.of(1_500, 32, 20, 2));
    assertThat(table.points()).extracting(Calibration::k).containsSubsequence(10, 1, 100);
    for (int k : new int[] {1, 10, 100}) {
      List<Calibration> points = of(table, k);
      assertThat(points).extracting(Calibration::ef).isSorted().doesNotHaveDuplicates();
      assertThat(points)
          .allSatisfy(
              point -> {
                assertThat(point.ef()).isGreaterThanOrEqualTo(k);
                assertThat(point.recall()).isBetween(0.0, 1.0);
                assertThat(point.p50Micros()).isPositive();
              });
      assertThat(points.getLast().recall()).isGreaterThanOrEqualTo(0.99);
    }
  }

  @Test
  void recallIsNoMoreForDeeperResultsOfTheSameSearch() throws IOException {
    CalibrationTable table = measure(ClusteredVectors.of(800, 48, 4, 2));
    Calibration first = of(table, 1).getFirst();
    Calibration ten = of(table, 10).getFirst();
    assertThat(first.ef()).isEqualTo(ten.ef());
    assertThat(first.recall()).isGreaterThanOrEqualTo(ten.recall());
    assertThat(first.p50Micros()).isEqualTo(ten.p50Micros());
  }

  @Test
  void anyItemAsNearAsTheTrueOnesCountsAsFound() throws IOException {
    List<UnitVector> copies = Collections.nCopies(200, ClusteredVectors.unit(1, 2, 3));
    assertThat(of(measure(copies), 10)).extracting(Calibration::recall).containsOnly(1.0);
  }

  @Test
  void fewerItemsThanResultsAreAllFound() throws IOException {
    for (int items : new int[] {4, 1}) {
      CalibrationTable table = measure(ClusteredVectors.of(items, 8, 2, 1));
      assertThat(table.points()).extracting(Calibration::recall).containsOnly(1.0);
      assertThat(table.points()).extracting(Calibration::k).contains(10).doesNotContain(100);
    }
  }

  @Test
  void filtersAreMeasuredFromBroadToNarrowAsLongAsAnItemPasses() throws IOException {
    CalibrationTable table = measure(ClusteredVectors.of(3_000, 32, 20, 2));
    List<Double> selectivities =
        table.filtered().stream().map(FilteredCalibration::selectivity).distinct().toList();
    assertThat(selectivities).hasSize(3);
    assertThat(selectivities.get(0)).isCloseTo(0.5, within(0.05));
    assertThat(selectivities.get(1)).isCloseTo(0.1, within(0.02));
    assertThat(selectivities.get(2)).isCloseTo(0.01, within(0.005));
    for (double selectivity : selectivities) {
      assertThat(table.filtered())
          .filteredOn(point -> point.selectivity() == selectivity)
          .extracting(FilteredCalibration::k)
          .containsSubsequence(10, 100)
          .containsOnly(10, 100);
    }
    // Thirty items pass: whoever asks for a hundred shall have them all.
    assertThat(table.filtered())
        .filteredOn(point -> point.selectivity() < 0.05 && point.k() == 100)
        .extracting(FilteredCalibration::recall)
        .containsExactly(1.0);
    assertThat(table.filtered())
        .filteredOn(point -> point.k() == 10)
        .anyMatch(point -> point.recall() >= 0.99);
  }

  @Test
  void rowsOfTheIndexAreTheQueriesWhereNoneWereHeldOut() throws IOException {
    assertThat(measure(ClusteredVectors.of(150, 8, 2, 1)).queries())
        .isEqualTo(new CalibrationQueries(Origin.ROWS, 100));
  }

  @Test
  void theFirstOfTheHeldOutQueriesAreAsked() throws IOException {
    List<UnitVector> all = ClusteredVectors.of(1_500, 32, 20, 2);
    try (CollectionReader reader = new LuceneBackend().open(write(all.subList(0, 1_000)))) {
      CalibrationTable table = new Calibrator(reader, all.subList(1_000, 1_500)).measure();
      assertThat(table.queries()).isEqualTo(new CalibrationQueries(Origin.TEST, 100));
      assertThat(of(table, 10).getLast().recall()).isGreaterThanOrEqualTo(0.99);
    }
  }

  @Test
  void heldOutQueriesOfAnotherDimensionAreOfNoUse() throws IOException {
    Generation generation = write(ClusteredVectors.of(60, 16, 4, 2));
    assertThat(
            new GenerationVerifier(new LuceneBackend(), ClusteredVectors.of(20, 8, 2, 1))
                .verify(generation)
                .calibration()
                .queries())
        .isEqualTo(new CalibrationQueries(Origin.ROWS, 60));
  }

  @Test
  void theDefaultEfIsTheSmallestThatFinds98PercentOfTen() throws IOException {
    Generation generation = write(ClusteredVectors.of(1_500, 32, 20, 2));
    var findings = new GenerationVerifier(new LuceneBackend()).verify(generation);
    assertThat(of(findings.calibration(), 10))
        .filteredOn(point -> point.recall() >= 0.98)
        .first()
        .extracting(Calibration::ef)
        .isEqualTo(findings.defaultEf());
  }

  @Test
  void anIndexWhoseSearchFindsHalfOfTheTruthAtMostMustNotGoLive() throws IOException {
    Generation generation = write(ClusteredVectors.of(300, 32, 5, 2));
    var verifier = new GenerationVerifier(opened -> blind(new LuceneBackend().open(opened)));
    assertThatThrownBy(() -> verifier.verify(generation))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected recall@10 of at least 0.5");
  }

  /** The same reader, whose graph search finds nothing. */
  private static CollectionReader blind(CollectionReader reader) {
    return (CollectionReader)
        Proxy.newProxyInstance(
            CalibratorTest.class.getClassLoader(),
            new Class<?>[] {CollectionReader.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("nearest")) {
                return List.<Candidate>of();
              }
              try {
                return method.invoke(reader, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Generation write(List<UnitVector> vectors) throws IOException {
    return Indexes.write(
        Files.createTempDirectory(folder, "index"),
        Schema.EMPTY,
        vectors.getFirst().dimension(),
        Quantization.NONE,
        Indexes.items(vectors));
  }

  private CalibrationTable measure(List<UnitVector> vectors) throws IOException {
    try (CollectionReader reader = new LuceneBackend().open(write(vectors))) {
      return new Calibrator(reader, List.of()).measure();
    }
  }

  private static List<Calibration> of(CalibrationTable table, int k) {
    return table.points().stream().filter(point -> point.k() == k).toList();
  }
}
