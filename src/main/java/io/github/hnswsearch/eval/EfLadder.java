package io.github.hnswsearch.eval;

import java.util.List;

/** The values of ef that are tried where nobody names any. */
public final class EfLadder {
  /** Ascending, each about 1.6 times the one before. */
  public static final List<Integer> DEFAULT = List.of(10, 16, 25, 40, 64, 100, 160, 250, 400, 800);

  /** The recall at which a ladder need not be climbed further. */
  public static final double ENOUGH = 0.999;

  private EfLadder() {}
}
