package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.eval.QuerySet;
import io.github.hnswsearch.eval.SearchMeasurement;
import io.github.hnswsearch.eval.bench.BenchReport.FilteredPoint;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Searches with filters that pass ever fewer rows, and what each must find. */
final class FilterBench {
  private static final double[] SELECTIVITIES = {0.5, 0.1, 0.01, 0.001, 0.0001};
  private static final double PERCENT = 100;

  private final int k;
  private final List<UnitVector> queries;
  private final List<Step> steps;

  private record Step(
      Field field,
      double selectivity,
      long passing,
      List<Filter> filters,
      List<List<Candidate>> truths) {}

  private FilterBench(int k, List<UnitVector> queries, List<Step> steps) {
    this.k = k;
    this.queries = queries;
    this.steps = steps;
  }

  /**
   * Finds the truths, which are those of every index of the same rows.
   *
   * @param reader has the fields of {@link FilterFields}
   * @param notes is told what is left out
   */
  static FilterBench prepare(
      CollectionReader reader, List<UnitVector> queries, int k, Consumer<String> notes)
      throws IOException {
    List<Step> steps = new ArrayList<>();
    for (Field field : FilterFields.ALL) {
      for (double selectivity : SELECTIVITIES) {
        long share = Math.round(reader.size() * selectivity);
        List<Filter> filters =
            List.of(new Filter(field, false, List.of(new Filter.LongRange(0, share - 1))));
        long passing = reader.passing(filters).items();
        if (passing < k) {
          notes.accept(
              String.format(
                  Locale.ROOT,
                  "Left out: the filter on %s of %s%%, which passes %d of %,d rows, fewer than k = %d.",
                  field.name(),
                  BenchTable.plain(selectivity * PERCENT),
                  passing,
                  reader.size(),
                  k));
        } else {
          steps.add(
              new Step(
                  field, selectivity, passing, filters, reader.exactNearest(queries, k, filters)));
        }
      }
    }
    return new FilterBench(k, queries, steps);
  }

  /**
   * Measures all of them.
   *
   * @param reader of any index of the rows that the truths are from
   * @param unfiltered the same queries without a filter
   */
  List<FilteredPoint> measure(
      CollectionReader reader, SearchMeasurement measurement, QuerySet unfiltered, int ef)
      throws IOException {
    List<FilteredPoint> points = new ArrayList<>();
    measurement.warmUp(unfiltered, ef);
    double unfilteredMicros = measurement.point(unfiltered, ef).micros(50);
    for (Step step : steps) {
      QuerySet filtered = QuerySet.of(reader, queries, step.truths(), step.filters(), k);
      // Filters of other selectivities take other paths through the engine.
      measurement.warmUp(filtered, ef);
      SearchMeasurement.Point point = measurement.point(filtered, ef);
      points.add(
          new FilteredPoint(
              step.field().name(),
              step.selectivity(),
              step.passing(),
              ef,
              BenchReport.share(point.recall()),
              BenchReport.tenths(point.perSecond()),
              BenchReport.tenths(point.micros(50)),
              BenchReport.tenths(point.micros(99)),
              Math.round(point.micros(50) / unfilteredMicros * 100) / 100.0));
    }
    return points;
  }
}
