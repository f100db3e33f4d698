package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion: an item at rank r of a leg gains weight / (rankConstant + r). Ranks, not
 * scores, are added, so legs of different kinds can be joined (Cormack, Clarke and Büttcher, SIGIR
 * 2009).
 */
public final class ReciprocalRankFusion {
  private final Ranking ranking;

  public ReciprocalRankFusion(Ranking ranking) {
    this.ranking = ranking;
  }

  /** Joins both legs; best first, ties by item number so that the order never wavers. */
  public List<Candidate> fuse(List<Candidate> vector, List<Candidate> keyword) {
    Map<Integer, Double> scores = new HashMap<>();
    add(scores, vector, ranking.vectorWeight());
    add(scores, keyword, ranking.keywordWeight());
    List<Candidate> fused = new ArrayList<>(scores.size());
    scores.forEach((item, score) -> fused.add(new Candidate(item, score)));
    fused.sort(
        Comparator.comparingDouble(Candidate::score).reversed().thenComparingInt(Candidate::item));
    return fused;
  }

  private void add(Map<Integer, Double> scores, List<Candidate> leg, double weight) {
    for (int i = 0; i < leg.size(); i++) {
      int rank = i + 1;
      scores.merge(leg.get(i).item(), weight / (ranking.rankConstant() + rank), Double::sum);
    }
  }
}
