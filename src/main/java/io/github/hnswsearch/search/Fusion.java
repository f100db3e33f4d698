package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the legs of a search: an item's score is the sum of what its place in each leg is worth.
 */
public sealed interface Fusion permits ReciprocalRankFusion, WeightedFusion {

  /** The ways to join legs. */
  enum Method {
    RRF,
    WEIGHTED;

    /** As requests and responses write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> names() {
      return Arrays.stream(values()).map(Method::text).toList();
    }

    public static Optional<Method> find(String text) {
      return Arrays.stream(values()).filter(method -> method.text().equals(text)).findFirst();
    }
  }

  /** The fusion of a method with these weights. */
  static Fusion of(Method method, Ranking ranking) {
    return switch (method) {
      case RRF -> new ReciprocalRankFusion(ranking);
      case WEIGHTED -> new WeightedFusion(ranking);
    };
  }

  Method method();

  Ranking ranking();

  /**
   * What each candidate of a leg is worth.
   *
   * @param candidates all of the leg, best first
   * @return as many numbers, 0 or more, never rising
   */
  double[] shares(SearchLeg leg, List<Candidate> candidates);

  /** How much a leg counts. */
  default double weight(SearchLeg leg) {
    return switch (leg) {
      case VECTOR -> ranking().vectorWeight();
      case KEYWORD -> ranking().keywordWeight();
    };
  }

  /** Joins both legs; best first, ties by item number so that the order never wavers. */
  default List<Candidate> fuse(List<Candidate> vector, List<Candidate> keyword) {
    Map<Integer, Double> scores = new HashMap<>();
    add(scores, SearchLeg.VECTOR, vector);
    add(scores, SearchLeg.KEYWORD, keyword);
    List<Candidate> fused = new ArrayList<>(scores.size());
    scores.forEach((item, score) -> fused.add(new Candidate(item, score)));
    fused.sort(
        Comparator.comparingDouble(Candidate::score).reversed().thenComparingInt(Candidate::item));
    return fused;
  }

  private void add(Map<Integer, Double> scores, SearchLeg leg, List<Candidate> candidates) {
    double[] shares = shares(leg, candidates);
    for (int i = 0; i < shares.length; i++) {
      scores.merge(candidates.get(i).item(), shares[i], Double::sum);
    }
  }
}
