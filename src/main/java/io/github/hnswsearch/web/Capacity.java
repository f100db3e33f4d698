package io.github.hnswsearch.web;

import io.github.hnswsearch.search.InvalidRequestException;

/**
 * How much a server does at once before requests wait, and how many may wait before more are turned
 * away.
 *
 * @param searches that run at once, 1 to 256
 * @param waiting searches that may wait, 0 to 100,000
 * @param keptBytes of long bodies in temporary files until they are whole, and as many of long
 *     answers until they are read
 */
public record Capacity(int searches, int waiting, long keptBytes) {
  private static final int MAX_SEARCHES = 256;
  private static final int MAX_WAITING = 100_000;

  /** A search is bound by a processor most of the time; a second one uses what it leaves. */
  private static final int SEARCHES_PER_PROCESSOR = 2;

  private static final int LEAST_SEARCHES = 4;

  /** Of searches of a few milliseconds, so many are answered within a second. */
  private static final int WAITING_PER_SEARCH = 32;

  private static final long KEPT_BYTES = 1L << 30;

  /**
   * @throws InvalidRequestException if a number is out of range
   */
  public Capacity {
    requireWithin("--max-concurrent", searches, 1, MAX_SEARCHES);
    requireWithin("--max-queued", waiting, 0, MAX_WAITING);
  }

  public Capacity(int searches, int waiting) {
    this(searches, waiting, KEPT_BYTES);
  }

  /** What suits a machine. */
  public static Capacity of(int processors) {
    return concurrent(
        Math.clamp((long) SEARCHES_PER_PROCESSOR * processors, LEAST_SEARCHES, MAX_SEARCHES));
  }

  /** So many searches at once, and as many waiting as suit them. */
  public static Capacity concurrent(int searches) {
    return new Capacity(searches, WAITING_PER_SEARCH * searches);
  }

  /** The same with another number of waiting searches. */
  public Capacity withWaiting(int other) {
    return new Capacity(searches, other, keptBytes);
  }

  /** The same with another number of bytes in temporary files. */
  Capacity withKeptBytes(long other) {
    return new Capacity(searches, waiting, other);
  }

  private static void requireWithin(String option, int value, int least, int greatest) {
    if (value < least || value > greatest) {
      throw new InvalidRequestException(
          "%s: expected %d to %d, found %d.".formatted(option, least, greatest, value));
    }
  }
}
