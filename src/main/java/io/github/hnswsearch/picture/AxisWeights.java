package io.github.hnswsearch.picture;

/**
 * Which old samples make up each new one along an axis, and with what weight. To equal Pillow,
 * whose results are its definition, three things are as there: which samples a kernel covers, that
 * weights are whole numbers of {@value #FRACTION_BITS} fractional bits, rounded away from zero, and
 * that sums are rounded to 8 bits after each axis.
 *
 * @param first the first old sample of each new one
 * @param weights {@code taps} for each new sample, fixed-point; they sum to about 1
 * @param taps most old samples that make up a new one; weights beyond the last are 0
 * @param counts how many old samples make up each new one
 */
record AxisWeights(int[] first, int[] counts, int[] weights, int taps) {
  /**
   * Fractional bits of weights: what a sum of 8-bit samples leaves free in 32 bits, less 2 for
   * weights that are negative or sum to more than 1 on the way.
   */
  static final int FRACTION_BITS = 32 - 8 - 2;

  /**
   * Computes weights.
   *
   * @param kernel to stretch where the axis shrinks
   * @param oldSize samples before
   * @param newSize samples after
   * @param from first new sample that is wanted
   * @param count how many new samples are wanted
   */
  static AxisWeights of(Resampling kernel, int oldSize, int newSize, int from, int count) {
    double scale = (double) oldSize / newSize;
    double stretch = Math.max(scale, 1);
    double reach = kernel.support() * stretch;
    int taps = Math.min((int) Math.ceil(reach) * 2 + 1, oldSize);
    int[] first = new int[count];
    int[] counts = new int[count];
    int[] weights = new int[count * taps];
    double[] shares = new double[taps];
    for (int i = 0; i < count; i++) {
      double centre = (from + i + 0.5) * scale;
      first[i] = Math.max((int) (centre - reach + 0.5), 0);
      counts[i] = Math.min((int) (centre + reach + 0.5), oldSize) - first[i];
      double sum = 0;
      for (int j = 0; j < counts[i]; j++) {
        shares[j] = kernel.weight((first[i] + j - centre + 0.5) / stretch);
        sum += shares[j];
      }
      for (int j = 0; j < counts[i]; j++) {
        weights[i * taps + j] = fixed(shares[j] / sum);
      }
    }
    return new AxisWeights(first, counts, weights, taps);
  }

  private static int fixed(double weight) {
    return (int) (weight * (1 << FRACTION_BITS) + Math.copySign(0.5, weight));
  }

  int size() {
    return first.length;
  }

  /** The first old sample that any new one needs. */
  int start() {
    return first[0];
  }

  /** The old sample behind the last one that any new one needs. */
  int end() {
    int last = first.length - 1;
    return first[last] + counts[last];
  }
}
