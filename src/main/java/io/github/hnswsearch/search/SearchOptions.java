package io.github.hnswsearch.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search does beyond finding: everything in it may be left out.
 *
 * @param recall the share of the true k nearest that the vector leg shall find, above 0 to 1; the
 *     collection's calibration tells the ef that it takes
 * @param fusion how the legs are joined
 * @param facets names of fields whose values are counted
 * @param facetSize most values of a field that are listed, 1 to {@link #MAX_FACET_SIZE}
 * @param highlight whether hits show where the words of the query occur
 * @param explain whether hits tell how they came by their score
 * @param dedupe cosine from which a hit counts as a copy of one before it, {@link
 *     #MIN_DEDUPE_THRESHOLD} to 1; empty where copies are left
 * @param sort the order of the results, {@code date:desc} or as {@link FieldOrder} has it; empty
 *     for that of the ranking. Of a search by words alone every match takes part, else the k best
 * @param generation the one that the search began on, so that its pages are parts of one ranking;
 *     empty for the live one
 */
public record SearchOptions(
    OptionalDouble recall,
    FusionOptions fusion,
    List<String> facets,
    int facetSize,
    boolean highlight,
    boolean explain,
    OptionalDouble dedupe,
    Optional<String> sort,
    Optional<String> generation) {
  public static final int DEFAULT_FACET_SIZE = 20;
  public static final int MAX_FACET_SIZE = 1_000;
  public static final double MIN_DEDUPE_THRESHOLD = 0.5;

  /** Versions of one paper and re-encoded pictures lie above; papers of one topic below. */
  public static final double DEFAULT_DEDUPE_THRESHOLD = 0.95;

  /** A search that finds and does no more. */
  public static final SearchOptions NONE =
      new SearchOptions(
          OptionalDouble.empty(),
          FusionOptions.DEFAULT,
          List.of(),
          DEFAULT_FACET_SIZE,
          false,
          false,
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty());

  public SearchOptions {
    facets = facets.stream().distinct().toList();
    Limits.requireWithin("facet_size", facetSize, 1, MAX_FACET_SIZE);
    if (recall.isPresent() && !(recall.getAsDouble() > 0 && recall.getAsDouble() <= 1)) {
      throw new InvalidRequestException(
          "recall: expected a share above 0 and up to 1, found %s. Write it like 0.95."
              .formatted(recall.getAsDouble()));
    }
    Limits.requireWithin("dedupe", dedupe, MIN_DEDUPE_THRESHOLD, 1);
  }

  /** The same with a recall to be reached. */
  public SearchOptions withRecall(OptionalDouble other) {
    return new SearchOptions(
        other, fusion, facets, facetSize, highlight, explain, dedupe, sort, generation);
  }

  /** The same with its legs joined in another way. */
  public SearchOptions withFusion(FusionOptions other) {
    return new SearchOptions(
        recall, other, facets, facetSize, highlight, explain, dedupe, sort, generation);
  }

  /** The same with the values of these fields counted, so many listed of each. */
  public SearchOptions withFacets(List<String> names, int most) {
    return new SearchOptions(
        recall, fusion, names, most, highlight, explain, dedupe, sort, generation);
  }

  /** The same, showing where the words of the query occur or not. */
  public SearchOptions withHighlight(boolean shown) {
    return new SearchOptions(
        recall, fusion, facets, facetSize, shown, explain, dedupe, sort, generation);
  }

  /** The same, telling how hits came by their scores or not. */
  public SearchOptions withExplain(boolean told) {
    return new SearchOptions(
        recall, fusion, facets, facetSize, highlight, told, dedupe, sort, generation);
  }

  /** The same with copies collapsed from this cosine on. */
  public SearchOptions withDedupe(OptionalDouble threshold) {
    return new SearchOptions(
        recall, fusion, facets, facetSize, highlight, explain, threshold, sort, generation);
  }

  /** The same with results in another order. */
  public SearchOptions withSort(Optional<String> order) {
    return new SearchOptions(
        recall, fusion, facets, facetSize, highlight, explain, dedupe, order, generation);
  }

  /** The same on the generation that a search began on; empty for the live one. */
  public SearchOptions withGeneration(Optional<String> name) {
    return new SearchOptions(
        recall, fusion, facets, facetSize, highlight, explain, dedupe, sort, name);
  }
}
