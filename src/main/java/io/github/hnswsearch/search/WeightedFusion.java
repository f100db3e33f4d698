package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.List;

/**
 * A weighted sum of scores that have been made alike: within each leg the best candidate counts 1,
 * the worst 0, the others in proportion, and what the leg has not found counts 0. Cosines and BM25
 * scores themselves are never added. (Min-max normalization and convex combination: Bruch, Gai and
 * Ingber, ACM TOIS 2023.)
 */
public record WeightedFusion(Ranking ranking) implements Fusion {
  @Override
  public Method method() {
    return Method.WEIGHTED;
  }

  @Override
  public double[] shares(SearchLeg leg, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return new double[0];
    }
    double weight = weight(leg);
    double best = candidates.getFirst().score();
    double worst = candidates.getLast().score();
    return candidates.stream()
        .mapToDouble(
            // A leg that tells none of its candidates apart gives all of them all it has.
            candidate ->
                best == worst ? weight : weight * (candidate.score() - worst) / (best - worst))
        .toArray();
  }
}
