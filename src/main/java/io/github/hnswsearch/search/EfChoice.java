package io.github.hnswsearch.search;

import io.github.hnswsearch.index.Manifest.Calibration;
import java.util.List;
import java.util.Locale;

/** How many candidates the graph search of a request keeps. */
final class EfChoice {
  private final int defaultEf;
  private final List<Calibration> calibration;

  /**
   * @param defaultEf for requests that say nothing of it
   * @param calibration measurements of this very index, ef ascending
   */
  EfChoice(int defaultEf, List<Calibration> calibration) {
    this.defaultEf = defaultEf;
    this.calibration = List.copyOf(calibration);
  }

  /**
   * The ef of a request: its own, or what its recall takes, or the collection's; at least what is
   * sought.
   *
   * @param sought how many nearest are asked for
   * @param warnings is told what could not be done as asked
   */
  int ef(SearchRequest request, int sought, List<String> warnings) {
    if (request.ef().isPresent()) {
      int asked = request.ef().getAsInt();
      if (asked < request.k()) {
        warnings.add("ef was raised from %d to k = %d.".formatted(asked, request.k()));
      }
      return Math.max(asked, sought);
    }
    if (request.options().recall().isPresent()) {
      return Math.max(efOf(request.options().recall().getAsDouble(), warnings), sought);
    }
    return Math.max(defaultEf, sought);
  }

  private int efOf(double recall, List<String> warnings) {
    if (calibration.isEmpty()) {
      warnings.add(
          "recall: this generation was never calibrated; it was searched with ef %d."
              .formatted(defaultEf));
      return defaultEf;
    }
    for (Calibration point : calibration) {
      if (point.recall() >= recall) {
        return point.ef();
      }
    }
    Calibration furthest = calibration.getLast();
    warnings.add(
        String.format(
            Locale.ROOT,
            "recall %s is more than was measured of this index: it was searched with ef %d, which"
                + " found %.4f.",
            recall,
            furthest.ef(),
            furthest.recall()));
    return furthest.ef();
  }
}
