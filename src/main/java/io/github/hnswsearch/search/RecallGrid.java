package io.github.hnswsearch.search;

import io.github.hnswsearch.search.CollectionInfo.CalibrationPoint;
import io.github.hnswsearch.search.CollectionInfo.FilteredPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measurements as they are laid out to be read: a row for each ef, ascending, and in it a cell for
 * each kind of search.
 *
 * @param <C> what tells the columns apart
 * @param <P> the measurements
 */
public record RecallGrid<C, P>(List<C> columns, List<Row<P>> rows) {
  /**
   * What was measured at one ef.
   *
   * @param cells one for each column; null where nothing was measured
   */
  public record Row<P>(int ef, List<@Nullable P> cells) {}

  /** Measurements without filters, a column for each k, ascending. */
  public static RecallGrid<Integer, CalibrationPoint> byK(List<CalibrationPoint> points) {
    return of(points, CalibrationPoint::k, CalibrationPoint::ef, Comparator.naturalOrder());
  }

  /** Measurements of one k under filters, a column for each selectivity, descending. */
  public static RecallGrid<Double, FilteredPoint> bySelectivity(List<FilteredPoint> points, int k) {
    return of(
        points.stream().filter(point -> point.k() == k).toList(),
        FilteredPoint::selectivity,
        FilteredPoint::ef,
        Comparator.reverseOrder());
  }

  private static <C, P> RecallGrid<C, P> of(
      List<P> points, Function<P, C> column, ToIntFunction<P> ef, Comparator<C> order) {
    List<C> columns = points.stream().map(column).distinct().sorted(order).toList();
    List<Row<P>> rows = new ArrayList<>();
    for (int step : points.stream().mapToInt(ef).distinct().sorted().toArray()) {
      List<@Nullable P> cells = new ArrayList<>();
      for (C each : columns) {
        cells.add(
            points.stream()
                .filter(point -> ef.applyAsInt(point) == step && column.apply(point).equals(each))
                .findFirst()
                .orElse(null));
      }
      rows.add(new Row<>(step, cells));
    }
    return new RecallGrid<>(columns, rows);
  }
}
