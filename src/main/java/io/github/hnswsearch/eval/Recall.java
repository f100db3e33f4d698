package io.github.hnswsearch.eval;

import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Recall@k: the share of the true k nearest that a search found. Any item as near as the farthest
 * true one counts, because of many copies of a vector none is nearer than another; ann-benchmarks
 * counts in the same way.
 */
public final class Recall {
  private Recall() {}

  /**
   * The recall of one query.
   *
   * @param truth the true nearest, best first; empty counts as found
   * @param found what the search returned, each item once, with exact scores
   * @return 0 to 1
   */
  public static double of(List<Candidate> truth, List<Candidate> found) {
    if (truth.isEmpty()) {
      return 1;
    }
    double farthest = truth.getLast().score();
    // Two computations of one cosine may differ in the last bit, as compiled and interpreted code
    // may add in another order: an item of the truth is found whatever its score.
    Set<Integer> items = truth.stream().map(Candidate::item).collect(Collectors.toSet());
    long near =
        found.stream()
            .filter(candidate -> candidate.score() >= farthest || items.contains(candidate.item()))
            .count();
    return (double) Math.min(near, truth.size()) / truth.size();
  }
}
