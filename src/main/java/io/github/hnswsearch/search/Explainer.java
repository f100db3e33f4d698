package io.github.hnswsearch.search;

import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.CollectionReader.WordFinder;
import io.github.hnswsearch.search.Explanation.Clause;
import io.github.hnswsearch.search.Explanation.FusionPart;
import io.github.hnswsearch.search.Explanation.KeywordPart;
import io.github.hnswsearch.search.Explanation.Share;
import io.github.hnswsearch.search.Explanation.VectorPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells how hits came by their scores, in numbers and in words. */
final class Explainer {
  private static final String COSINE = "cosine";
  private static final int MAX_NAMED_CLAUSES = 5;

  private final Legs legs;
  private final @Nullable WordFinder words;
  private final List<String> preface;
  private final Map<SearchLeg, double[]> shares = new EnumMap<>(SearchLeg.class);

  /**
   * @param words null where the query has no words
   */
  Explainer(Legs legs, Query query, @Nullable WordFinder words) {
    this.legs = legs;
    this.preface =
        query instanceof Query.ByExamples examples ? List.of(combination(examples)) : List.of();
    this.words = words;
  }

  /** Explains a hit. */
  Explanation explain(Candidate candidate, @Nullable Double similarity) throws IOException {
    Integer near = legs.rank(SearchLeg.VECTOR, candidate.item());
    VectorPart vector = similarity == null ? null : new VectorPart(near, similarity, COSINE);
    KeywordPart keyword = keyword(candidate.item());
    FusionPart fusion = legs.fused() ? fusion(candidate.item()) : null;
    return new Explanation(summary(candidate, vector, keyword, fusion), vector, keyword, fusion);
  }

  private @Nullable KeywordPart keyword(int item) throws IOException {
    Integer rank = legs.rank(SearchLeg.KEYWORD, item);
    if (rank == null) {
      return null;
    }
    double score = legs.candidates(SearchLeg.KEYWORD).get(rank - 1).score();
    List<Clause> clauses = words == null ? List.of() : words.clauses(item);
    boolean constant =
        clauses.stream().allMatch(clause -> clause.similarity().equals(Explanation.CONSTANT));
    return new KeywordPart(
        rank, score, constant ? Explanation.CONSTANT : Explanation.BM25, clauses);
  }

  private FusionPart fusion(int item) {
    Fusion fusion = legs.fusion();
    List<Share> parts = new ArrayList<>();
    for (SearchLeg leg : SearchLeg.values()) {
      Integer rank = legs.rank(leg, item);
      if (rank != null) {
        parts.add(share(fusion, leg, rank, shares(leg)[rank - 1]));
      }
    }
    boolean ranks = fusion.method() == Fusion.Method.RRF;
    return new FusionPart(
        fusion.method().text(), ranks ? fusion.ranking().rankConstant() : null, parts);
  }

  /** Computed once for all hits of a search. */
  private double[] shares(SearchLeg leg) {
    return shares.computeIfAbsent(leg, any -> legs.fusion().shares(leg, legs.candidates(leg)));
  }

  private static Share share(Fusion fusion, SearchLeg leg, int rank, double share) {
    double weight = fusion.weight(leg);
    Double normalized =
        fusion.method() == Fusion.Method.WEIGHTED && weight > 0 ? share / weight : null;
    return new Share(leg.text(), weight, rank, normalized, share);
  }

  private String summary(
      Candidate candidate,
      @Nullable VectorPart vector,
      @Nullable KeywordPart keyword,
      @Nullable FusionPart fusion) {
    List<String> sentences = new ArrayList<>(preface);
    if (vector != null) {
      sentences.add(meaning(vector));
    }
    if (keyword != null) {
      sentences.add(wording(keyword));
    } else if (legs.fused()) {
      sentences.add(
          "By words it is not among the best %d."
              .formatted(legs.candidates(SearchLeg.KEYWORD).size()));
    }
    if (fusion != null) {
      sentences.add(joining(candidate, fusion));
    }
    return String.join(" ", sentences);
  }

  /** What {@link QueryVectors} makes of examples, whose vectors have unit length. */
  private static String combination(Query.ByExamples examples) {
    int positive = examples.positive().size();
    int negative = examples.negative().size();
    if (negative == 0) {
      return "The query is " + mean(positive, "positive") + ".";
    }
    if (positive == 0) {
      return "The query is the opposite of " + mean(negative, "negative") + ".";
    }
    return "The query is twice %s less %s."
        .formatted(mean(positive, "positive"), mean(negative, "negative"));
  }

  private static String mean(int count, String kind) {
    return count == 1
        ? "the %s example".formatted(kind)
        : "the mean of the %d %s examples".formatted(count, kind);
  }

  private String meaning(VectorPart vector) {
    String cosine = number("Its cosine with the query is %.4f", vector.similarity());
    return vector.rank() == null
        ? cosine
            + ", which is not among the nearest %d."
                .formatted(legs.candidates(SearchLeg.VECTOR).size())
        : cosine + ": number %d by meaning.".formatted(vector.rank());
  }

  private static String wording(KeywordPart keyword) {
    if (keyword.clauses().isEmpty()) {
      return "It passes the filters; nothing was asked of its words.";
    }
    Map<String, String> named =
        keyword.clauses().stream()
            .limit(MAX_NAMED_CLAUSES)
            .collect(
                Collectors.groupingBy(
                    Clause::similarity,
                    LinkedHashMap::new,
                    Collectors.mapping(Explainer::named, Collectors.joining(", "))));
    int more = keyword.clauses().size() - MAX_NAMED_CLAUSES;
    return number("Its words score %.3f (", keyword.score())
        + named.entrySet().stream()
            .map(group -> group.getKey() + ": " + group.getValue())
            .collect(Collectors.joining("; "))
        + (more > 0 ? ", and %d more".formatted(more) : "")
        + "): number %d by words.".formatted(keyword.rank());
  }

  private static String named(Clause clause) {
    return clause.field() + ":" + clause.text() + number(" %.3f", clause.score());
  }

  private static String joining(Candidate candidate, FusionPart fusion) {
    String shares =
        fusion.parts().stream()
            .map(part -> part.leg() + number(" %.5f", part.score()))
            .collect(Collectors.joining(" + "));
    String how =
        fusion.rankConstant() == null
            ? "Scores scaled to 0 to 1 within each leg and weighted: "
            : "Reciprocal ranks, weight / (%d + rank): ".formatted(fusion.rankConstant());
    return how + shares + number(" = %.5f.", candidate.score());
  }

  private static String number(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
