package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reciprocal rank fusion: an item at rank r of a leg gains weight / (rankConstant + r). Ranks, not
 * scores, are added, so legs of different kinds can be joined (Cormack, Clarke and Büttcher, SIGIR
 * 2009).
 */
public record ReciprocalRankFusion(Ranking ranking) implements Fusion {
  @Override
  public Method method() {
    return Method.RRF;
  }

  @Override
  public double[] shares(SearchLeg leg, List<Candidate> candidates) {
    double weight = weight(leg);
    return IntStream.rangeClosed(1, candidates.size())
        .mapToDouble(rank -> weight / (ranking.rankConstant() + rank))
        .toArray();
  }
}
