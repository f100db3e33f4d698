package io.github.hnswsearch.eval;

import io.github.hnswsearch.eval.Callers.Pass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how well and how fast an index answers a set of queries.
 *
 * <p>{@link #warmUp} repeats passes over all queries until they get no faster: the JIT has compiled
 * what it will, and the files are mapped. A point then begins with one pass that is not timed and
 * whose results give the recall; timed passes follow. Recall is never computed while a clock runs.
 */
public final class SearchMeasurement {
  /** A pass this much faster than the best so far still counts as getting faster. */
  private static final double FASTER = 0.97;

  /** Passes in a row that are not faster, until the JIT is taken to have settled. */
  private static final int SETTLED_PASSES = 3;

  private static final int MAX_WARM_UP_PASSES = 200;
  private static final long MAX_WARM_UP_NANOS = 20_000_000_000L;
  private static final int MAX_PASSES = 1_000;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Callers callers;
  private final Effort effort;

  public SearchMeasurement(Callers callers, Effort effort) {
    this.callers = callers;
    this.effort = effort;
  }

  /**
   * Recall and speed at one ef.
   *
   * @param ef as it was asked for
   * @param recall mean recall@k over all queries, 0 to 1
   * @param perSecond queries answered in a second by all callers together: the median pass
   * @param latencies of all queries of all passes, in nanoseconds, ascending
   */
  public record Point(int ef, double recall, double perSecond, long[] latencies) {
    /** A percentile of the latencies, in microseconds. */
    public double micros(int percent) {
      return Percentile.of(latencies, percent) / NANOS_PER_MICRO;
    }
  }

  /**
   * Repeats passes until three in a row are not 3% faster than the best before, for as long as the
   * effort says at least and 20 seconds at most; one pass alone where the effort says no time.
   */
  public void warmUp(QuerySet queries, int ef) throws IOException {
    long started = System.nanoTime();
    long best = Long.MAX_VALUE;
    int settled = 0;
    for (int pass = 0; pass < MAX_WARM_UP_PASSES && settled < SETTLED_PASSES; pass++) {
      long nanos = callers.pass(queries, ef).nanos();
      long elapsed = System.nanoTime() - started;
      if (effort.warmUp().isZero() || elapsed > MAX_WARM_UP_NANOS) {
        break;
      }
      if (nanos < best * FASTER || elapsed < effort.warmUp().toNanos()) {
        settled = 0;
      } else {
        settled++;
      }
      best = Math.min(best, nanos);
    }
  }

  /**
   * Measures one point.
   *
   * @param queries one or more
   */
  public Point point(QuerySet queries, int ef) throws IOException {
    double recall = recall(queries, callers.pass(queries, ef));
    List<Pass> passes = new ArrayList<>();
    long started = System.nanoTime();
    while (passes.size() < effort.passes()
        || (System.nanoTime() - started < effort.time().toNanos() && passes.size() < MAX_PASSES)) {
      Pass pass = callers.pass(queries, ef);
      // What was found is dropped: a thousand passes of it would fill the heap.
      passes.add(new Pass(pass.nanos(), pass.latencies(), List.of()));
    }
    double[] speeds = passes.stream().mapToDouble(Pass::perSecond).sorted().toArray();
    long[] latencies =
        passes.stream().flatMapToLong(pass -> Arrays.stream(pass.latencies())).sorted().toArray();
    return new Point(ef, recall, speeds[speeds.length / 2], latencies);
  }

  /** A percentile of the latencies of one pass, in microseconds. */
  static double micros(Pass pass, int percent) {
    long[] sorted = pass.latencies().clone();
    Arrays.sort(sorted);
    return Percentile.of(sorted, percent) / NANOS_PER_MICRO;
  }

  /**
   * Mean recall@k of a pass.
   *
   * @param queries those of the pass, which may have sought more
   */
  static double recall(QuerySet queries, Pass pass) {
    double sum = 0;
    for (int i = 0; i < queries.size(); i++) {
      sum += queries.recall(i, pass.found().get(i));
    }
    return sum / queries.size();
  }
}
