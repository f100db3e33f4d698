package io.github.hnswsearch.eval;

import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.index.Manifest.CalibrationQueries.Origin;
import io.github.hnswsearch.index.Manifest.FilteredCalibration;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionOpener;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Measures the recall of a generation anew, beside what its manifest promises. */
public final class RecallCheck {
  /** By how much recall may be less: that of a hundred queries is known to about one percent. */
  private static final double TOLERANCE = 0.03;

  private final CollectionOpener opener;
  private final List<UnitVector> heldOut;

  /**
   * @param heldOut the queries that come with the files of the collection; none where these are not
   *     at hand
   */
  public RecallCheck(CollectionOpener opener, List<UnitVector> heldOut) {
    this.opener = opener;
    this.heldOut = List.copyOf(heldOut);
  }

  /**
   * What was found.
   *
   * @param ef of the manifest, which searches use unless they say otherwise
   * @param promised recall@10 at that ef by the manifest; empty where it tells none, or one by
   *     other queries
   * @param measured the same now; empty where it was not measured
   * @param problems measurements that are worse than was promised, in sentences
   */
  public record Outcome(
      int ef, OptionalDouble promised, OptionalDouble measured, List<String> problems) {}

  /** Measures; a manifest without measurements, or with ones by other queries, promises nothing. */
  public Outcome of(Generation generation) throws IOException {
    Manifest manifest = generation.manifest();
    CalibrationTable promised = manifest.table();
    try (CollectionReader reader = opener.open(generation)) {
      CalibrationTable measured =
          new Calibrator(reader, isFromTest(promised) ? queries(reader) : List.of()).measure();
      boolean comparable = isFromTest(promised) == isFromTest(measured);
      return new Outcome(
          manifest.defaultEf(),
          comparable ? recall(promised, manifest.defaultEf()) : OptionalDouble.empty(),
          recall(measured, manifest.defaultEf()),
          comparable ? problems(promised, measured) : List.of());
    }
  }

  private List<UnitVector> queries(CollectionReader reader) {
    return heldOut.stream().filter(query -> query.dimension() == reader.dimension()).toList();
  }

  private static boolean isFromTest(CalibrationTable table) {
    return table.queries() != null && table.queries().from() == Origin.TEST;
  }

  private static OptionalDouble recall(CalibrationTable table, int ef) {
    @Nullable Double recall = recalls(table).get(unfiltered(Calibrator.K, ef));
    return recall == null ? OptionalDouble.empty() : OptionalDouble.of(recall);
  }

  /** What both have measured, and is worse now. */
  private static List<String> problems(CalibrationTable promised, CalibrationTable measured) {
    Map<String, Double> now = recalls(measured);
    List<String> problems = new ArrayList<>();
    recalls(promised)
        .forEach(
            (measurement, before) -> {
              double found = now.getOrDefault(measurement, before);
              if (found < before - TOLERANCE) {
                problems.add(
                    String.format(
                        Locale.ROOT,
                        "By the manifest %s is %.3f, measured again it is %.3f.",
                        measurement,
                        before,
                        found));
              }
            });
    return problems;
  }

  /** By what was measured, in words. */
  private static Map<String, Double> recalls(CalibrationTable table) {
    Map<String, Double> recalls = new LinkedHashMap<>();
    for (Calibration point : table.points()) {
      recalls.put(unfiltered(point.k(), point.ef()), point.recall());
    }
    for (FilteredCalibration point : table.filtered()) {
      recalls.put(
          "%s under filters that pass %s %%"
              .formatted(unfiltered(point.k(), point.ef()), 100 * point.selectivity()),
          point.recall());
    }
    return recalls;
  }

  private static String unfiltered(int k, int ef) {
    return "recall@%d at ef %d".formatted(k, ef);
  }
}
