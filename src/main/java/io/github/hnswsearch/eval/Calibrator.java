package io.github.hnswsearch.eval;

import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures recall and latency of an index per ef, with rows of its own as queries. A row is left
 * out of its own results, so that finding itself counts for nothing.
 */
public final class Calibrator {
  /** Results that recall is measured on. */
  public static final int K = 10;

  /** Enough that recall is known to about one percent. */
  private static final int QUERIES = 100;

  private final CollectionReader reader;

  public Calibrator(CollectionReader reader) {
    this.reader = reader;
  }

  /** One measurement per ef, ascending; empty for an empty index. */
  public List<Calibration> measure() throws IOException {
    QuerySet queries = QuerySet.ofOwnRows(reader, QUERIES, K);
    List<Calibration> points = new ArrayList<>();
    if (queries.size() == 0) {
      return points;
    }
    try (Callers caller = new Callers(1)) {
      SearchMeasurement measurement = new SearchMeasurement(caller, Effort.SMALL);
      measurement.warmUp(queries, EfLadder.DEFAULT.getLast());
      for (int ef : EfLadder.DEFAULT) {
        SearchMeasurement.Point point = measurement.point(queries, ef);
        Calibration calibration =
            new Calibration(
                K,
                ef,
                Math.round(point.recall() * 1e4) / 1e4,
                Math.round(point.micros(50) * 10) / 10.0);
        points.add(calibration);
        if (calibration.recall() >= EfLadder.ENOUGH) {
          break;
        }
      }
    }
    return points;
  }
}
