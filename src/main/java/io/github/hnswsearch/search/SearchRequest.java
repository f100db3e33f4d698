package io.github.hnswsearch.search;

import java.util.List;
import java.util.OptionalInt;

/**
 * A search of one collection. Everything in it has been checked against the limits below.
 *
 * @param query what to look for
 * @param mode which legs run; queries other than by text have a vector leg only
 * @param k depth: how many results there are at most, and candidates of each leg (100 at least
 *     where legs are joined), over all pages, 1 to {@link #MAX_K}. Pages of one depth are parts of
 *     one ranking
 * @param ef candidates that the graph search keeps, at least k; empty for the collection's default
 * @param filters texts of the contract's filter syntax, all of which a hit must pass
 * @param from results to pass over, 0 or more
 * @param size results to return, 0 or more; from + size is at most k
 * @param options what is done beyond finding
 */
public record SearchRequest(
    Query query,
    SearchMode mode,
    int k,
    OptionalInt ef,
    List<String> filters,
    int from,
    int size,
    SearchOptions options) {
  public static final int DEFAULT_K = 100;
  public static final int DEFAULT_SIZE = 10;
  public static final int MAX_K = 10_000;
  public static final int MAX_EF = 20_000;

  /** Each candidate is compared with every one that is kept. */
  public static final int MAX_DEDUPE_K = 1_000;

  /** Hits whose matches can be shown at once: every field of each is read and analyzed again. */
  public static final int MAX_HIGHLIGHTED = 1_000;

  /** Hits that can be explained at once. */
  public static final int MAX_EXPLAINED = 100;

  /** Characters of a query text; longer texts are refused before they reach a tokenizer. */
  public static final int MAX_QUERY_CHARACTERS = 10_000;

  /** Examples of one query, positive and negative together. */
  public static final int MAX_EXAMPLES = 100;

  public SearchRequest {
    filters = List.copyOf(filters);
    Limits.requireWithin("k", k, 1, MAX_K);
    Limits.requireWithin("from", from, 0, MAX_K);
    Limits.requireWithin("size", size, 0, MAX_K);
    Limits.requireWithin("ef", ef, 1, MAX_EF);
    if (from + size > k) {
      throw new InvalidRequestException(
          "from + size: expected at most k = %d, found %d. %s"
              .formatted(k, from + size, deeper(from + size)));
    }
    if (ef.isPresent() && options.recall().isPresent()) {
      throw new InvalidRequestException(
          "recall: expected no ef beside it, found both. Give one of them.");
    }
    if (options.dedupe().isPresent() && k > MAX_DEDUPE_K) {
      throw new InvalidRequestException(
          "dedupe: expected k of at most %d with it, found %d. Lower k."
              .formatted(MAX_DEDUPE_K, k));
    }
    if (options.explain() && size > MAX_EXPLAINED) {
      throw new InvalidRequestException(
          "explain: expected a size of at most %d with it, found %d. Lower size."
              .formatted(MAX_EXPLAINED, size));
    }
    if (options.highlight() && size > MAX_HIGHLIGHTED) {
      throw new InvalidRequestException(
          "highlight: expected a size of at most %d with it, found %d. Lower size."
              .formatted(MAX_HIGHLIGHTED, size));
    }
    requireFit(query);
    if (!(query instanceof Query.ByText) && mode != SearchMode.VECTOR) {
      throw new InvalidRequestException(
          "mode: expected vector for a query by vector, picture, document, id or examples, found"
              + " %s. Leave mode out.".formatted(mode.text()));
    }
  }

  /** A search that finds and does no more. */
  public SearchRequest(
      Query query,
      SearchMode mode,
      int k,
      OptionalInt ef,
      List<String> filters,
      int from,
      int size) {
    this(query, mode, k, ef, filters, from, size, SearchOptions.NONE);
  }

  /** The same search with other options. */
  public SearchRequest withOptions(SearchOptions others) {
    return new SearchRequest(query, mode, k, ef, filters, from, size, others);
  }

  /** What to do for a page that ends at a depth. */
  private static String deeper(int end) {
    return end <= MAX_K
        ? "Raise k to %d or more to page as deep.".formatted(end)
        : "No k is larger than %d: lower from or size, and narrow the search by a filter to see the rest."
            .formatted(MAX_K);
  }

  private static void requireFit(Query query) {
    switch (query) {
      case Query.ByText text -> {
        if (text.text().length() > MAX_QUERY_CHARACTERS) {
          throw new InvalidRequestException(
              "q: expected at most %d characters, found %d. Shorten the query."
                  .formatted(MAX_QUERY_CHARACTERS, text.text().length()));
        }
      }
      case Query.ByExamples examples -> {
        long count = examples.all().count();
        if (count < 1 || count > MAX_EXAMPLES) {
          throw new InvalidRequestException(
              "positive and negative: expected 1 to %d examples together, found %d."
                  .formatted(MAX_EXAMPLES, count));
        }
        examples.all().forEach(SearchRequest::requireFit);
      }
      case Query.ByVector vector -> {}
      case Query.ById id -> {}
      case Query.ByPicture picture -> {}
      case Query.ByDocument document -> {}
    }
  }
}
