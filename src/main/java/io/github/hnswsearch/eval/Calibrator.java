package io.github.hnswsearch.eval;

import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.index.Manifest.CalibrationQueries;
import io.github.hnswsearch.index.Manifest.CalibrationQueries.Origin;
import io.github.hnswsearch.index.Manifest.FilteredCalibration;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures recall and latency of an index per k and ef, with and without filters. Its queries are
 * vectors that were held out of it, or rows of its own, each left out of its own results so that
 * finding itself counts for nothing.
 */
public final class Calibrator {
  /** The k that the default ef is chosen by. */
  public static final int K = 10;

  /** Queries at most: enough that recall@10 is known to about one percent. */
  public static final int QUERIES = 100;

  /** In the order of the table. */
  private static final List<Integer> KS = List.of(K, 1, 100);

  /** What one result needs under filters, ten need as well. */
  private static final List<Integer> FILTERED_KS = List.of(K, 100);

  /** Shares of the items that the filters pass, broad ones first. */
  private static final List<Double> SELECTIVITIES = List.of(0.5, 0.1, 0.01);

  private final CollectionReader reader;
  private final List<UnitVector> heldOut;

  /**
   * @param heldOut queries, the first of which are asked; where there are none, rows of the index
   *     are
   */
  public Calibrator(CollectionReader reader, List<UnitVector> heldOut) {
    this.reader = reader;
    this.heldOut = heldOut.subList(0, Math.min(heldOut.size(), QUERIES));
  }

  /** The table; {@link CalibrationTable#NONE} of an empty index. */
  public CalibrationTable measure() throws IOException {
    if (reader.size() == 0) {
      return CalibrationTable.NONE;
    }
    List<Integer> ks = within(reader.size(), KS);
    int deepest = Collections.max(ks);
    QuerySet queries =
        heldOut.isEmpty()
            ? QuerySet.ofOwnRows(reader, QUERIES, deepest)
            : QuerySet.ofHeldOut(reader, heldOut, deepest);
    try (Callers caller = new Callers(1)) {
      return new CalibrationTable(
          new CalibrationQueries(heldOut.isEmpty() ? Origin.ROWS : Origin.TEST, queries.size()),
          EfClimb.measure(caller, queries, ks),
          filtered(caller, queries));
    }
  }

  private List<FilteredCalibration> filtered(Callers caller, QuerySet queries) throws IOException {
    // Where fewer pass than are sought, all of them are to be found.
    List<Integer> ks = within(reader.size(), FILTERED_KS);
    List<FilteredCalibration> points = new ArrayList<>();
    for (double share : SELECTIVITIES) {
      List<Filter> filters = List.of(Filter.share(share));
      long passing = reader.passing(filters).items();
      if (passing == 0) {
        break;
      }
      // Few items make a share that is not quite the one that was asked for.
      double selectivity = Math.round(1e4 * passing / reader.size()) / 1e4;
      EfClimb.measure(caller, queries.seeking(Collections.max(ks)).under(filters), ks).stream()
          .map(
              point ->
                  new FilteredCalibration(
                      selectivity, point.k(), point.ef(), point.recall(), point.p50Micros()))
          .forEach(points::add);
    }
    return points;
  }

  /** What can be sought among so many items: 10, and all that is less than there are. */
  private static List<Integer> within(long items, List<Integer> ks) {
    return ks.stream().filter(k -> k == K || k < items).toList();
  }
}
