package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.eval.Effort;
import java.util.Locale;

/** How a benchmark measured, in a sentence that stands beside its numbers. */
final class BenchMethod {
  private static final double MILLIS_PER_SECOND = 1e3;

  private BenchMethod() {}

  static String of(Effort effort) {
    return String.format(
        Locale.ROOT,
        "Warm-up: passes over all queries until three in a row are not 3%% faster than the best, for"
            + " %.1f s at least; a point: one pass that is not timed, for recall, then %d passes and"
            + " %.1f s at least; qps of the median pass, latencies of all passes; all callers share"
            + " one reader.",
        effort.warmUp().toMillis() / MILLIS_PER_SECOND,
        effort.passes(),
        effort.time().toMillis() / MILLIS_PER_SECOND);
  }
}
