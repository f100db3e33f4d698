package io.github.hnswsearch.eval;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param warmUp least time that passes are repeated for before anything is timed
 * @param passes least number of timed passes over all queries, 1 or more
 * @param time least time of all timed passes of a point together
 */
public record Effort(Duration warmUp, int passes, Duration time) {
  /** One pass to warm up and one to time: enough to choose an ef by. */
  public static final Effort SMALL = new Effort(Duration.ZERO, 1, Duration.ZERO);

  private static final int PASSES = 5;

  /** At least five passes to warm up for that long, and as many for each point. */
  public static Effort of(Duration time) {
    return new Effort(time, PASSES, time);
  }
}
