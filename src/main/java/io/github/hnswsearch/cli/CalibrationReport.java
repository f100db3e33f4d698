package io.github.hnswsearch.cli;

import io.github.hnswsearch.search.CollectionInfo.CalibrationPoint;
import io.github.hnswsearch.search.CollectionInfo.CalibrationQueries;
import io.github.hnswsearch.search.CollectionInfo.FilteredPoint;
import io.github.hnswsearch.search.RecallGrid;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calibration of a collection as two tables: recall per ef and k, and recall@10 under filters.
 *
 * @param queries null where it was not written down what was measured with
 */
record CalibrationReport(
    List<CalibrationPoint> points,
    @Nullable CalibrationQueries queries,
    List<FilteredPoint> filtered,
    int defaultEf) {
  /** The k of the default ef. */
  private static final int K = 10;

  private static final double MICROS_PER_MILLI = 1e3;

  void print(PrintStream out) {
    if (points.isEmpty()) {
      return;
    }
    RecallGrid<Integer, CalibrationPoint> grid = RecallGrid.byK(points);
    out.println("  measured with " + (queries == null ? "rows of its own" : queries.words()) + ":");
    out.println(
        line("ef", grid.columns().stream().map(k -> "recall@" + k).toList(), "ms a query", ""));
    for (RecallGrid.Row<CalibrationPoint> row : grid.rows()) {
      out.println(
          line(
              String.valueOf(row.ef()),
              row.cells().stream()
                  .map(point -> point == null ? "" : share(point.recall()))
                  .toList(),
              row.cells().stream()
                  .filter(Objects::nonNull)
                  .findFirst()
                  .map(point -> millis(point.p50Micros()))
                  .orElse(""),
              row.ef() == defaultEf ? "  (default)" : ""));
    }
    printFiltered(out);
  }

  private void printFiltered(PrintStream out) {
    RecallGrid<Double, FilteredPoint> grid = RecallGrid.bySelectivity(filtered, K);
    if (grid.rows().isEmpty()) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "  recall@%d, and ms a query, under filters that pass a share of the items:%n",
        K);
    out.println(
        line(
            "ef",
            grid.columns().stream()
                .map(share -> String.format(Locale.ROOT, "%.4f", share))
                .toList(),
            "",
            ""));
    for (RecallGrid.Row<FilteredPoint> row : grid.rows()) {
      out.println(
          line(
              String.valueOf(row.ef()),
              row.cells().stream()
                  .map(
                      point ->
                          point == null
                              ? ""
                              : share(point.recall()) + " " + millis(point.p50Micros()))
                  .toList(),
              "",
              row.ef() == defaultEf ? "  (default)" : ""));
    }
  }

  private static String line(String ef, List<String> cells, String time, String note) {
    return ("  %6s".formatted(ef)
            + cells.stream().map("  %12s"::formatted).collect(Collectors.joining())
            + (time.isEmpty() ? "" : "  %12s".formatted(time))
            + note)
        .stripTrailing();
  }

  private static String share(double recall) {
    return String.format(Locale.ROOT, "%.3f", recall);
  }

  private static String millis(double micros) {
    return String.format(Locale.ROOT, "%.2f", micros / MICROS_PER_MILLI);
  }
}
