package io.github.hnswsearch.search;

import io.github.hnswsearch.index.CalibrationTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The ef that a recall takes, by what was measured of an index. What lies between measurements is
 * answered by the harder of them:
 *
 * <ul>
 *   <li>k by the next larger one that was measured. Beyond the largest, ef grows in proportion to
 *       k, and the answer says that this was not measured.
 *   <li>The share of the items that filters pass by the two measured ones around it, of which all
 *       items are one, and of these by the one that takes the larger ef.
 * </ul>
 */
final class RecallTable {
  /** The selectivity of a search without filters. */
  private static final double ALL = 1;

  /** Ladders by selectivity, {@link #ALL} among them. */
  private final NavigableMap<Double, NavigableMap<Integer, Ladder>> ladders = new TreeMap<>();

  RecallTable(CalibrationTable table) {
    table.points().forEach(point -> ladder(ALL, point.k()).add(point.ef(), point.recall()));
    table
        .filtered()
        .forEach(point -> ladder(point.selectivity(), point.k()).add(point.ef(), point.recall()));
  }

  private Ladder ladder(double selectivity, int k) {
    return ladders
        .computeIfAbsent(selectivity, share -> new TreeMap<>())
        .computeIfAbsent(k, measured -> new Ladder(selectivity, measured, new ArrayList<>()));
  }

  /**
   * What a recall takes.
   *
   * @param ef candidates to keep
   * @param caveats why the recall may be another, in sentences; empty where it was measured
   */
  record Answer(int ef, List<String> caveats) {}

  /** Whether nothing was measured. */
  boolean isEmpty() {
    return !ladders.containsKey(ALL);
  }

  /**
   * For a search without filters.
   *
   * @param recall share of the true k nearest to find, above 0 to 1
   * @param k results that are asked for
   * @param least the least that ef can be
   */
  Answer answer(double recall, int k, int least) {
    return answer(recall, k, least, List.of(ladders.get(ALL)), List.of());
  }

  /**
   * For a search under filters.
   *
   * @param selectivity share of the items that pass them, 0 to 1
   */
  Answer answer(double recall, int k, int least, double selectivity) {
    if (ladders.size() == 1) {
      return answer(
          recall,
          k,
          least,
          List.of(ladders.get(ALL)),
          List.of(
              "recall: searches with filters were not measured of this generation; what it takes"
                  + " without them was taken. Rebuild the collection to have them measured."));
    }
    List<String> caveats = new ArrayList<>();
    List<NavigableMap<Integer, Ladder>> around = new ArrayList<>();
    around.add(ladders.ceilingEntry(selectivity).getValue());
    // Filters that pass everything are filters all the same: below them lie those measured.
    var below = ladders.headMap(ALL, false).floorEntry(selectivity);
    if (below != null) {
      around.add(below.getValue());
    } else {
      caveats.add(
          String.format(
              Locale.ROOT,
              "recall: the filters pass %.5f of the items, and those that were measured pass %.4f"
                  + " at least; what these take was taken. Give ef to choose another.",
              selectivity,
              ladders.firstKey()));
    }
    return answer(recall, k, least, around, caveats);
  }

  private static Answer answer(
      double recall,
      int k,
      int least,
      List<NavigableMap<Integer, Ladder>> candidates,
      List<String> known) {
    List<Pick> picks = candidates.stream().map(ladders -> pick(ladders, recall, k)).toList();
    int ef = Math.max(least, picks.stream().mapToInt(pick -> pick.ef(k)).max().orElseThrow());
    List<String> caveats = new ArrayList<>(known);
    picks.stream()
        .filter(pick -> pick.step().recall() < recall)
        .min(Comparator.comparingDouble(pick -> pick.step().recall()))
        .ifPresent(pick -> caveats.add(pick.tooLow(recall, k, ef)));
    picks.stream()
        .filter(pick -> pick.ladder().k() < k)
        .min(Comparator.comparingInt(pick -> pick.ladder().k()))
        .ifPresent(pick -> caveats.add(pick.tooDeep(recall, k, ef)));
    return new Answer(ef, List.copyOf(caveats));
  }

  private static Pick pick(NavigableMap<Integer, Ladder> byK, double recall, int k) {
    Ladder ladder =
        (byK.ceilingEntry(k) == null ? byK.lastEntry() : byK.ceilingEntry(k)).getValue();
    Step step =
        ladder.steps().stream()
            .filter(measured -> measured.recall() >= recall)
            .findFirst()
            .orElseGet(ladder.steps()::getLast);
    return new Pick(ladder, step);
  }

  /** One measurement. */
  private record Step(int ef, double recall) {}

  /** Measurements of one kind of search, ef ascending. */
  private record Ladder(double selectivity, int k, List<Step> steps) {
    void add(int ef, double recall) {
      steps.add(new Step(ef, recall));
    }
  }

  /** The step that reaches a recall, else the last. */
  private record Pick(Ladder ladder, Step step) {
    int ef(int k) {
      long grown = k > ladder.k() ? Math.ceilDiv((long) step.ef() * k, ladder.k()) : step.ef();
      return (int) Math.min(grown, SearchRequest.MAX_EF);
    }

    String tooLow(double recall, int k, int ef) {
      String filters =
          ladder.selectivity() == ALL
              ? ""
              : String.format(
                  Locale.ROOT, " under filters that pass %.4f of the items", ladder.selectivity());
      return String.format(
          Locale.ROOT,
          "recall %s at k = %d is more than was measured of this index%s: at k = %d the largest ef,"
              + " %d, found %.4f. It was searched with ef %d; give a larger ef to look further.",
          recall,
          k,
          filters,
          ladder.k(),
          step.ef(),
          step.recall(),
          ef);
    }

    String tooDeep(double recall, int k, int ef) {
      return String.format(
          Locale.ROOT,
          "recall %s at k = %d: this index was measured up to k = %d. It was searched with ef %d,"
              + " grown in proportion to k, which was not measured; give ef to choose another.",
          recall,
          k,
          ladder.k(),
          ef);
    }
  }
}
