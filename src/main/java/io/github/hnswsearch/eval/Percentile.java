package io.github.hnswsearch.eval;

/** The nearest-rank percentile: always a time that was measured, never one between two. */
public final class Percentile {
  private Percentile() {}

  /**
   * The smallest time that {@code percent} of 100 do not exceed.
   *
   * @param sorted ascending
   * @param percent above 0 and at most 100
   * @return NaN where nothing was measured
   */
  public static double of(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    long rank = Math.ceilDiv((long) percent * sorted.length, 100);
    return sorted[(int) Math.max(0, rank - 1)];
  }
}
