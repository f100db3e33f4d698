package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorOrderTest {
  private static final int DIMENSION = 24;

  private static FloatVectorValues values(List<float[]> vectors) {
    return FloatVectorValues.fromFloats(vectors, DIMENSION);
  }

  private static List<float[]> clustered(int count) {
    return ClusteredVectors.of(count, DIMENSION, 40, 5).stream()
        .map(UnitVector::components)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 16, 17, 1_000, 9_999})
  void everyRowHasOnePlace(int count) throws IOException {
    int[] order = VectorOrder.of(values(clustered(count)), 2);
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, count).toArray());
  }

  @Test
  void rowsBesideEachOtherAreMoreAlikeThanBefore() throws IOException {
    List<float[]> vectors = clustered(5_000);
    int[] order = VectorOrder.of(values(vectors), 2);
    double before = similarity(vectors, IntStream.range(0, 5_000).toArray());
    assertThat(before).isLessThan(0.2);
    assertThat(similarity(vectors, order)).isGreaterThan(0.5);
  }

  @Test
  void theOrderDoesNotDependOnTheNumberOfThreads() throws IOException {
    List<float[]> vectors = clustered(9_000);
    assertThat(VectorOrder.of(values(vectors), 1)).isEqualTo(VectorOrder.of(values(vectors), 4));
  }

  @Test
  void equalRowsAreOrderedToo() throws IOException {
    float[] row = clustered(1).getFirst();
    int[] order = VectorOrder.of(values(Collections.nCopies(500, row)), 2);
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, 500).toArray());
  }

  /** Mean cosine of a row and the next. */
  private static double similarity(List<float[]> vectors, int[] order) {
    return IntStream.range(1, order.length)
        .mapToDouble(i -> VectorUtil.dotProduct(vectors.get(order[i - 1]), vectors.get(order[i])))
        .average()
        .orElseThrow();
  }
}
