package io.github.hnswsearch.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a hit came by its score. Its JSON is part of the contract's response.
 *
 * @param summary the same in words
 * @param vector null where no vector leg ran
 * @param keyword null where no keyword leg ran, or it did not find the hit
 * @param fusion null where one leg ran alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
    String summary,
    @Nullable VectorPart vector,
    @Nullable KeywordPart keyword,
    @Nullable FusionPart fusion) {
  public static final String BM25 = "BM25";
  public static final String CONSTANT = "constant";

  /**
   * The vector leg.
   *
   * @param rank null where the item was found by words alone
   * @param measure of similarity: {@code cosine}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record VectorPart(@Nullable Integer rank, double similarity, String measure) {}

  /**
   * The keyword leg.
   *
   * @param measure {@link #BM25}, or {@link #CONSTANT} where no clause is scored by it
   * @param clauses the terms, phrases, patterns and ranges that match, best first
   */
  public record KeywordPart(int rank, double score, String measure, List<Clause> clauses) {}

  /**
   * A part of the query that the item matches.
   *
   * @param field where
   * @param text what, as it is in the index: a stem, a phrase, a range
   * @param score what it adds to the keyword score
   * @param similarity {@link #BM25} for terms and phrases, whose score tells how rare they are and
   *     how often they occur; {@link #CONSTANT} for patterns and ranges, which match or do not
   */
  public record Clause(String field, String text, double score, String similarity) {}

  /**
   * How the legs were joined.
   *
   * @param rankConstant null where it has no part
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FusionPart(
      String method,
      @Nullable @JsonProperty("rank_constant") Integer rankConstant,
      List<Share> parts) {}

  /**
   * What a hit's place in a leg is worth.
   *
   * @param normalized the leg's score scaled to 0 to 1; null where ranks are joined
   * @param score what it adds to the hit's score
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Share(
      String leg, double weight, int rank, @Nullable Double normalized, double score) {}
}
