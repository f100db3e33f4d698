package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFile;
import io.github.hnswsearch.dataset.hdf5.EmbeddingBatch;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Two numbers for every row, 0 to rows - 1, each once, so that a range of them passes an exact
 * share of the rows: {@code random}, drawn from a fixed seed, spreads what passes over the space;
 * {@code near}, the rank by similarity to the first row, makes it one region of the space.
 */
final class FilterFields {
  static final Field RANDOM = new Field("random", FieldType.LONG);
  static final Field NEAR = new Field("near", FieldType.LONG);
  static final List<Field> ALL = List.of(RANDOM, NEAR);

  private static final long SEED = 20_260_101;

  /** Behind every row that can be compared. */
  private static final float DEFECTIVE = -2;

  private final int[] random;
  private final int[] near;

  private FilterFields(int[] random, int[] near) {
    this.random = random;
    this.near = near;
  }

  /** Reads the rows of a file once; keeps 8 bytes of each, and 12 while it reads. */
  static FilterFields of(AnnBenchmarksFile file) throws IOException {
    int rows = Math.toIntExact(file.rows());
    return new FilterFields(permutation(rows), ranks(similarities(file, rows)));
  }

  static Schema schema() {
    return new Schema(ALL);
  }

  /** The two numbers of a row. */
  Metadata of(int row) {
    return new Metadata(
        Map.of(
            RANDOM.name(), List.of(Long.toString(random[row])),
            NEAR.name(), List.of(Long.toString(near[row]))));
  }

  private static int[] permutation(int size) {
    int[] values = new int[size];
    Random draw = new Random(SEED);
    for (int i = 0; i < size; i++) {
      int j = draw.nextInt(i + 1);
      values[i] = values[j];
      values[j] = i;
    }
    return values;
  }

  private static float[] similarities(AnnBenchmarksFile file, int rows) throws IOException {
    float[] similarities = new float[rows];
    @Nullable UnitVector pivot = null;
    try (EmbeddingFile train = file.train()) {
      for (@Nullable EmbeddingBatch batch = train.next(); batch != null; batch = train.next()) {
        for (int i = 0; i < batch.size(); i++) {
          int row = Math.toIntExact(batch.firstRow()) + i;
          try {
            UnitVector vector =
                UnitVector.of(batch.values(), i * batch.dimension(), batch.dimension());
            pivot = pivot == null ? vector : pivot;
            similarities[row] = (float) pivot.dot(vector);
          } catch (UnitVector.DefectException e) {
            similarities[row] = DEFECTIVE;
          }
        }
      }
    }
    return similarities;
  }

  /** The place of each value in descending order; of equal values the first comes first. */
  static int[] ranks(float[] values) {
    long[] order = new long[values.length];
    for (int i = 0; i < order.length; i++) {
      int bits = Float.floatToIntBits(-values[i]);
      // As integers, negative floats are in reverse: turned round, all are in the order of floats.
      int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
      order[i] = ((long) ascending << Integer.SIZE) | i;
    }
    Arrays.sort(order);
    int[] ranks = new int[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      ranks[(int) order[rank]] = rank;
    }
    return ranks;
  }
}
