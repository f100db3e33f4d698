package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.stream.IntStream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.util.NumericUtils;
import org.apache.lucene.util.VectorUtil;

/**
 * Puts unit vectors in an order in which those that lie near each other in space do so in a file.
 *
 * <p>Recursive bisection, as in Dhulipala et al., "Compressing Graphs and Indexes with Recursive
 * Graph Bisection" (KDD 2016), with halves that are found by geometry: rows are sorted along the
 * line through the means of two clusters of a sample and split at the median.
 */
final class VectorOrder {
  /** Fewer rows than this share a few pages already. */
  private static final int SMALLEST_PART = 16;

  /** Larger parts are worth a task of their own. */
  private static final int SMALLEST_TASK = 4_096;

  private static final int SAMPLE = 256;
  private static final int ROUNDS = 6;

  /** The same rows are always put in the same order. */
  private static final long SEED = 7;

  private VectorOrder() {}

  /**
   * The order.
   *
   * @param values of unit length
   * @param threads that work at once, 1 or more
   * @return numbers of rows as they are, in the order in which they should be
   */
  static int[] of(FloatVectorValues values, int threads) throws IOException {
    int[] order = IntStream.range(0, values.size()).toArray();
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      pool.invoke(new Part(values, order, 0, order.length, new SplittableRandom(SEED)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return order;
  }

  /** Orders some neighbouring places of the order. */
  private static final class Part extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final transient FloatVectorValues values;
    private final int[] order;
    private final int from;
    private final int to;
    private final transient SplittableRandom random;

    Part(FloatVectorValues values, int[] order, int from, int to, SplittableRandom random) {
      this.values = values;
      this.order = order;
      this.from = from;
      this.to = to;
      this.random = random;
    }

    @Override
    protected void compute() {
      if (to - from <= SMALLEST_PART) {
        return;
      }
      try {
        sort(values.copy());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      int middle = (from + to) >>> 1;
      Part lower = new Part(values, order, from, middle, random.split());
      Part upper = new Part(values, order, middle, to, random);
      if (to - from > SMALLEST_TASK) {
        invokeAll(lower, upper);
      } else {
        lower.compute();
        upper.compute();
      }
    }

    private void sort(FloatVectorValues rows) throws IOException {
      float[] axis = axis(rows);
      long[] keys = new long[to - from];
      for (int i = 0; i < keys.length; i++) {
        int row = order[from + i];
        int place =
            NumericUtils.floatToSortableInt(VectorUtil.dotProduct(axis, rows.vectorValue(row)));
        keys[i] = ((long) place << Integer.SIZE) | row;
      }
      Arrays.sort(keys);
      for (int i = 0; i < keys.length; i++) {
        order[from + i] = (int) keys[i];
      }
    }

    /** From the mean of one cluster to that of another, by k-means on a sample with k = 2. */
    private float[] axis(FloatVectorValues rows) throws IOException {
      int rowCount = to - from;
      float[][] sample = new float[Math.min(SAMPLE, rowCount)][];
      for (int i = 0; i < sample.length; i++) {
        int row = order[from + (int) ((long) i * rowCount / sample.length)];
        sample[i] = rows.vectorValue(row).clone();
      }
      float[] left = sample[random.nextInt(sample.length)];
      float[] right = sample[random.nextInt(sample.length)];
      for (int round = 0; round < ROUNDS; round++) {
        float[] leftMean = new float[left.length];
        float[] rightMean = new float[left.length];
        for (float[] row : sample) {
          boolean nearLeft = VectorUtil.dotProduct(row, left) >= VectorUtil.dotProduct(row, right);
          add(row, nearLeft ? leftMean : rightMean);
        }
        left = VectorUtil.l2normalize(leftMean, false);
        right = VectorUtil.l2normalize(rightMean, false);
      }
      float[] axis = right.clone();
      for (int i = 0; i < axis.length; i++) {
        axis[i] -= left[i];
      }
      return axis;
    }

    private static void add(float[] row, float[] sum) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += row[i];
      }
    }
  }
}
