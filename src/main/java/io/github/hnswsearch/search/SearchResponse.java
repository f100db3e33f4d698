package io.github.hnswsearch.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of results. Its JSON is the contract's response; the names below are its keys.
 *
 * @param query the text, the id, the name of a document, or what kind of query it was
 * @param mode which legs ran
 * @param took where the time went
 * @param total how many results there are over all pages
 * @param hits this page, best first
 * @param facets counts of field values, where the request asks for them
 * @param dedupe what was collapsed, where the request asks for it
 * @param next where the next page starts; null after the last
 * @param warnings what was done differently from what was asked, in sentences
 * @param generation the generation of the collection that answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchResponse(
    String query,
    String mode,
    @JsonProperty("took_ms") Took took,
    Total total,
    List<Hit> hits,
    @Nullable Facets facets,
    @Nullable Dedupe dedupe,
    @Nullable Next next,
    List<String> warnings,
    String generation) {

  /**
   * Milliseconds; {@code embed} is near 0 where the query's embedding was cached, and 0 where none
   * was needed.
   */
  public record Took(double embed, double search, double total) {}

  /**
   * How many results there are.
   *
   * @param value number of results
   * @param relation {@code eq}: exactly so many match; {@code gte}: at least; {@code top_k}: the
   *     search stopped at the k nearest, as a vector search always does
   */
  public record Total(long value, String relation) {
    public static final String EXACT = "eq";
    public static final String AT_LEAST = "gte";
    public static final String TOP_K = "top_k";
  }

  /**
   * Near-duplicates that stand behind the best of them.
   *
   * @param threshold cosine from which items count as one
   * @param collapsed candidates that were left out
   */
  public record Dedupe(double threshold, int collapsed) {}

  /**
   * The parameters of the next page; k is the depth that it has in common with this one, and
   * generation what both are read from.
   */
  public record Next(int from, int size, int k, String generation) {}

  /** The same with one more warning. */
  public SearchResponse withWarning(String warning) {
    return new SearchResponse(
        query,
        mode,
        took,
        total,
        hits,
        facets,
        dedupe,
        next,
        Stream.concat(warnings.stream(), Stream.of(warning)).toList(),
        generation);
  }

  /**
   * One result.
   *
   * @param rank 1 for the best
   * @param similarity the cosine with the query, -1 to 1; null where no vector leg ran
   * @param score what the ranking sorted by; comparable within this response only
   * @param legs the hit's place in each leg that found it, by {@link SearchLeg#text()}
   * @param fields stored metadata: a string, a number or a list, by field name
   * @param highlights HTML by field name: the text escaped, then the words of the query marked
   * @param explanation how the hit came by its score
   * @param attribution whose picture it is; null where the items are no pictures
   * @param duplicates items that stand behind this one, where the request asks to collapse them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Hit(
      int rank,
      String id,
      String url,
      @Nullable Double similarity,
      double score,
      Map<String, Leg> legs,
      Map<String, Object> fields,
      @Nullable Map<String, List<String>> highlights,
      @Nullable Explanation explanation,
      @Nullable List<Duplicate> duplicates,
      @Nullable Attribution attribution) {

    /** The first value of a text field. */
    public Optional<String> text(String field) {
      return switch (fields.get(field)) {
        case null -> Optional.empty();
        case List<?> values -> values.stream().findFirst().map(Object::toString);
        case Object value -> Optional.of(value.toString());
      };
    }
  }

  /** A hit's place in one leg: similarity for the vector leg, BM25 score for the keyword leg. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Leg(int rank, @Nullable Double similarity, @Nullable Double score) {}

  /** A near-duplicate and its cosine with the hit that stands for it. */
  public record Duplicate(String id, double similarity) {}
}
