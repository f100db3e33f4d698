package io.github.hnswsearch.search;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How many candidates the graph search of a request keeps. */
final class EfChoice {
  private final int defaultEf;
  private final RecallTable table;

  /**
   * @param defaultEf for requests that say nothing of it
   * @param table measurements of this very index
   */
  EfChoice(int defaultEf, RecallTable table) {
    this.defaultEf = defaultEf;
    this.table = table;
  }

  /**
   * The ef of a request: its own, or what its recall takes, or the collection's; at least what is
   * sought.
   *
   * @param sought how many nearest are asked for
   * @param scope what they are among
   * @param warnings is told what could not be done as asked
   */
  int ef(SearchRequest request, int sought, Scope scope, List<String> warnings) throws IOException {
    if (request.ef().isPresent()) {
      int asked = request.ef().getAsInt();
      if (asked < request.k()) {
        warnings.add("ef was raised from %d to k = %d.".formatted(asked, request.k()));
      }
      return Math.max(asked, sought);
    }
    if (request.options().recall().isPresent()) {
      double recall = request.options().recall().getAsDouble();
      return efOf(recall, request.k(), sought, scope, warnings);
    }
    return Math.max(defaultEf, sought);
  }

  private int efOf(double recall, int k, int sought, Scope scope, List<String> warnings)
      throws IOException {
    if (table.isEmpty()) {
      int ef = Math.max(defaultEf, sought);
      warnings.add(
          "recall: this generation was never calibrated; it was searched with ef %d."
              .formatted(ef));
      return ef;
    }
    RecallTable.Answer answer =
        scope.filtered()
            ? table.answer(recall, k, sought, scope.selectivity())
            : table.answer(recall, k, sought);
    if (!scope.comparedWhole(answer.ef())) {
      warnings.addAll(answer.caveats());
    } else if (scope.filtered()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "recall had no part: the filters pass so few items (%,d) that all of them were"
                  + " compared, and nothing can have been missed.",
              scope.passing()));
    }
    return answer.ef();
  }
}
