package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.CollectionInfo.CalibrationPoint;
import io.github.hnswsearch.search.CollectionInfo.FilteredPoint;
import io.github.hnswsearch.search.RecallGrid;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a collection, in numbers.
 *
 * @param queries what was measured with, in words; null where it was not written down
 * @param ks of the columns, ascending
 * @param rows recall without filters and its median time, ef ascending
 * @param filters recall under filters; null where none were measured
 */
record CalibrationView(
    @Nullable String queries, List<String> ks, List<Row> rows, @Nullable Filters filters) {

  /**
   * What one ef finds.
   *
   * @param recalls one for each column, empty where it was not measured
   * @param standard whether it is the default
   */
  record Row(String ef, List<String> recalls, String latency, boolean standard) {}

  /**
   * Recall under filters.
   *
   * @param shares of the items that pass, broad first: the columns
   */
  record Filters(int k, List<String> shares, List<Row> rows) {}

  /** Null where nothing was measured. */
  static @Nullable CalibrationView of(CollectionInfo info) {
    if (info.calibration().isEmpty()) {
      return null;
    }
    RecallGrid<Integer, CalibrationPoint> grid = RecallGrid.byK(info.calibration());
    return new CalibrationView(
        info.calibrationQueries() == null ? null : info.calibrationQueries().words(),
        grid.columns().stream().map(Labels::count).toList(),
        grid.rows().stream()
            .map(
                row ->
                    new Row(
                        Labels.count(row.ef()),
                        row.cells().stream()
                            .map(point -> point == null ? "" : Labels.share(point.recall()))
                            .toList(),
                        row.cells().stream()
                            .filter(Objects::nonNull)
                            .findFirst()
                            .map(point -> Labels.micros(point.p50Micros()))
                            .orElse(""),
                        row.ef() == info.defaultEf()))
            .toList(),
        filters(info));
  }

  private static @Nullable Filters filters(CollectionInfo info) {
    int k = info.calibration().getFirst().k();
    RecallGrid<Double, FilteredPoint> grid =
        RecallGrid.bySelectivity(info.filteredCalibration(), k);
    if (grid.rows().isEmpty()) {
      return null;
    }
    return new Filters(
        k,
        grid.columns().stream().map(share -> String.format(Locale.ROOT, "%.2f", share)).toList(),
        grid.rows().stream()
            .map(
                row ->
                    new Row(
                        Labels.count(row.ef()),
                        row.cells().stream()
                            .map(point -> point == null ? "" : Labels.share(point.recall()))
                            .toList(),
                        "",
                        row.ef() == info.defaultEf()))
            .toList());
  }
}
