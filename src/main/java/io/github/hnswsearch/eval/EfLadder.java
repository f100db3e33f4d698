package io.github.hnswsearch.eval;

import java.util.List;

/** The values of ef that are tried where nobody names any. */
public final class EfLadder {
  /** Ascending, each about 1.6 times the one before. */
  public static final List<Integer> DEFAULT = List.of(10, 16, 25, 40, 64, 100, 160, 250, 400, 800);

  /** The recall at which a ladder need not be climbed further. */
  public static final double ENOUGH = 0.999;

  /** Slow steps beyond {@link #DEFAULT}, for indexes that have not reached {@link #HIGH} on it. */
  static final List<Integer> FURTHER = List.of(1600, 3200);

  /** The highest recall that is worth the slow steps. */
  static final double HIGH = 0.99;

  private EfLadder() {}
}
