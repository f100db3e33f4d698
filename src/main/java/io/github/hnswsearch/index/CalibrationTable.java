package io.github.hnswsearch.index;

import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.index.Manifest.CalibrationQueries;
import io.github.hnswsearch.index.Manifest.FilteredCalibration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the true nearest an index finds, and how fast, as it was measured.
 *
 * @param queries what it was measured with; null where that was not written down
 * @param points without filters, of each k with ef ascending; empty where nothing was measured
 * @param filtered under filters, of each selectivity and k with ef ascending; empty where no
 *     filters were measured
 */
public record CalibrationTable(
    @Nullable CalibrationQueries queries,
    List<Calibration> points,
    List<FilteredCalibration> filtered) {
  /** Nothing was measured. */
  public static final CalibrationTable NONE = new CalibrationTable(null, List.of(), List.of());

  public CalibrationTable {
    points = List.copyOf(points);
    filtered = List.copyOf(filtered);
  }
}
