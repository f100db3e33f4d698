package io.github.hnswsearch.embedding;

/**
 * How many inputs to embed before what came of them is written: as many as take about a second, so
 * that a kill costs little and threads have enough to share.
 */
final class BatchSize {
  private static final long SHORT_NANOS = 500_000_000;
  private static final long LONG_NANOS = 2_000_000_000;

  private final int least;
  private final int most;
  private int size;

  /**
   * @param least inputs, 1 or more: as many as there are workers
   * @param most inputs that may be in memory
   */
  BatchSize(int least, int most) {
    this.least = Math.min(least, most);
    this.most = most;
    this.size = Math.min(4 * this.least, most);
  }

  int get() {
    return size;
  }

  /** Tells how long a batch of this size took. */
  void took(long nanos) {
    if (nanos < SHORT_NANOS) {
      size = Math.min(2 * size, most);
    } else if (nanos > LONG_NANOS) {
      size = Math.max(size / 2, least);
    }
  }
}
