package io.github.hnswsearch.lucene;

/**
 * How a segment is searched under a filter. What was measured behind the choice: 100,000 and 30,000
 * rows of 1,024 dimensions in every quantization, filters that pass 0.01 to 90 % of them at random
 * or as one region, queries inside that region and far from it.
 */
enum FilterStrategy {
  /** Nothing passes. */
  NOTHING,

  /** Every row that passes is compared exactly. */
  ROWS,

  /** Everything that passes is compared as the graph compares, in the order of the file. */
  SCAN,

  /** The graph is searched along what passes. */
  GRAPH,

  /** All items pass: the graph is searched as without a filter. */
  UNFILTERED;

  /** Up to here the exact rows cost less than codes whose best are compared exactly afterwards. */
  private static final int ROWS_PER_CANDIDATE = 3;

  /**
   * Vectors whose comparison in the order of the file takes about two and a half times the time
   * that a search of the graph spends on a candidate. A scan misses nothing and takes no more than
   * the filtered graph up to there. Codes of one bit: 0.07 µs each; larger ones and rows: 0.15 to
   * 0.25 µs.
   */
  private static final int BITS_PER_CANDIDATE = 150;

  private static final int VECTORS_PER_CANDIDATE = 80;

  /**
   * Where fewer than one in so many pass, too few of them are neighbours of neighbours: of a
   * million rows the graph was measured to find .96 at 5 % and .88 at 2 % of what a scan does.
   */
  private static final int SPARSE = 30;

  /**
   * Picks the cheapest that finds what passes.
   *
   * @param passing items of the segment that pass, 0 to {@code items}
   * @param items of the segment, deleted ones not counted
   * @param ef candidates to keep, 1 or more
   * @param bits whether the graph is searched with codes of one bit
   */
  static FilterStrategy of(int passing, int items, int ef, boolean bits) {
    if (passing == 0) {
      return NOTHING;
    }
    if (comparesRows(passing, ef)) {
      return ROWS;
    }
    if (passing == items) {
      return UNFILTERED;
    }
    long scanned = (long) (bits ? BITS_PER_CANDIDATE : VECTORS_PER_CANDIDATE) * ef;
    return passing <= scanned || (long) passing * SPARSE < items ? SCAN : GRAPH;
  }

  /** Whether so few pass that each is compared exactly, and none can be missed. */
  static boolean comparesRows(long passing, int ef) {
    return passing <= (long) ROWS_PER_CANDIDATE * ef;
  }
}
