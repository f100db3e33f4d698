package io.github.hnswsearch.eval;

import java.util.List;

/**
 * Quality of a ranking over known-item queries.
 *
 * @param mrr mean of 1 / rank of the right answer, 0 where it is not among the first k
 * @param recall share of queries whose right answer is among the first k
 */
public record KnownItemScores(int queries, int k, double mrr, double recall) {

  /** Scores the ranks of the right answers, 1 for the best, 0 where it was not found. */
  public static KnownItemScores of(List<Integer> ranks, int k) {
    double reciprocal = 0;
    int found = 0;
    for (int rank : ranks) {
      if (rank >= 1 && rank <= k) {
        reciprocal += 1.0 / rank;
        found++;
      }
    }
    int queries = Math.max(1, ranks.size());
    return new KnownItemScores(ranks.size(), k, reciprocal / queries, (double) found / queries);
  }
}
