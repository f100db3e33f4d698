package io.github.hnswsearch.eval;

import io.github.hnswsearch.eval.Callers.Pass;
import io.github.hnswsearch.index.Manifest.Calibration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Measures some queries at rising ef. A search of an ef finds the same candidates whatever part of
 * them is asked for, so one pass tells the recall at every k up to that ef.
 */
final class EfClimb {
  private static final int QUICK_PASSES = 5;
  private static final long QUICK_NANOS = 50_000_000;

  /** Ascending in k; the same queries. */
  private final List<QuerySet> sets;

  private final Callers caller;
  private final List<Calibration> points = new ArrayList<>();
  private final Set<Integer> reached = new HashSet<>();

  private EfClimb(Callers caller, QuerySet queries, List<Integer> ks) {
    this.caller = caller;
    this.sets = ks.stream().sorted().map(queries::seeking).toList();
  }

  /**
   * Climbs until recall is enough at every k, or the ladder ends.
   *
   * @param queries one or more, that seek the largest k or more
   * @param ks one or more
   * @return points of each k in the order that was given, ef ascending
   */
  static List<Calibration> measure(Callers caller, QuerySet queries, List<Integer> ks)
      throws IOException {
    EfClimb climb = new EfClimb(caller, queries, ks);
    climb.run();
    return climb.points.stream()
        .sorted(
            Comparator.comparingInt((Calibration point) -> ks.indexOf(point.k()))
                .thenComparingInt(Calibration::ef))
        .toList();
  }

  private void run() throws IOException {
    // What the JIT compiles and the files that are mapped are part of no latency: of a large ef for
    // the files, of a small one for small indexes, where a large one would compare everything.
    caller.pass(sets.getLast(), EfLadder.DEFAULT.getLast());
    caller.pass(sets.getFirst(), EfLadder.DEFAULT.getFirst());
    climb(EfLadder.DEFAULT, EfLadder.ENOUGH);
    climb(EfLadder.FURTHER, EfLadder.HIGH);
  }

  /** Takes the steps of a ladder as long as recall is not enough at every k. */
  private void climb(List<Integer> ladder, double enough) throws IOException {
    for (Calibration point : List.copyOf(points)) {
      note(point, enough);
    }
    for (int ef : ladder) {
      if (reached.size() == sets.size()) {
        return;
      }
      for (Calibration point : step(ef)) {
        points.add(point);
        note(point, enough);
      }
    }
  }

  private void note(Calibration point, double enough) {
    if (point.recall() >= enough) {
      reached.add(point.k());
    }
  }

  /** Every k that is not more than ef. */
  private List<Calibration> step(int ef) throws IOException {
    List<QuerySet> asked = sets.stream().filter(set -> set.k() <= ef).toList();
    if (asked.isEmpty()) {
      return List.of();
    }
    Pass pass = caller.pass(asked.getLast(), ef);
    double micros = micros(pass, asked.getLast(), ef);
    return asked.stream()
        .map(
            set ->
                new Calibration(
                    set.k(),
                    ef,
                    Math.round(SearchMeasurement.recall(set, pass) * 1e4) / 1e4,
                    Math.round(micros * 10) / 10.0))
        .toList();
  }

  /** Median latency of a pass, or of a faster one where more of them take no time to speak of. */
  private double micros(Pass first, QuerySet asked, int ef) throws IOException {
    double fastest = SearchMeasurement.micros(first, 50);
    long nanos = first.nanos();
    for (int more = 1; more < QUICK_PASSES && nanos < QUICK_NANOS; more++) {
      Pass again = caller.pass(asked, ef);
      fastest = Math.min(fastest, SearchMeasurement.micros(again, 50));
      nanos += again.nanos();
    }
    return fastest;
  }
}
