package io.github.hnswsearch.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest.Calibration;
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
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratorTest {
  @TempDir Path folder;

  @Test
  void theTableAscendsInEfAndReachesFullRecallOnClusteredVectors() throws IOException {
    List<Calibration> table = measure(ClusteredVectors.of(1_500, 32, 20, 2));
    assertThat(table).extracting(Calibration::ef).isSorted().doesNotHaveDuplicates();
    assertThat(table)
        .allSatisfy(
            point -> {
              assertThat(point.k()).isEqualTo(10);
              assertThat(point.recall()).isBetween(0.0, 1.0);
              assertThat(point.p50Micros()).isPositive();
            });
    assertThat(table.getLast().recall()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void anyItemAsNearAsTheTrueOnesCountsAsFound() throws IOException {
    List<UnitVector> copies = Collections.nCopies(200, ClusteredVectors.unit(1, 2, 3));
    assertThat(measure(copies)).extracting(Calibration::recall).containsExactly(1.0);
  }

  @Test
  void fewerItemsThanResultsAreAllFound() throws IOException {
    assertThat(measure(ClusteredVectors.of(4, 8, 2, 1)).getLast().recall()).isEqualTo(1);
    assertThat(measure(ClusteredVectors.of(1, 8, 2, 1)).getLast().recall()).isEqualTo(1);
  }

  @Test
  void theDefaultEfIsTheSmallestThatFinds98Percent() throws IOException {
    Generation generation = write(ClusteredVectors.of(1_500, 32, 20, 2));
    var findings = new GenerationVerifier(new LuceneBackend()).verify(generation);
    assertThat(findings.calibration())
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
        folder,
        Schema.EMPTY,
        vectors.getFirst().dimension(),
        Quantization.NONE,
        Indexes.items(vectors));
  }

  private List<Calibration> measure(List<UnitVector> vectors) throws IOException {
    try (CollectionReader reader = new LuceneBackend().open(write(vectors))) {
      return new Calibrator(reader).measure();
    }
  }
}
