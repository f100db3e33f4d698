package io.github.hnswsearch.search;

import java.util.List;
import java.util.OptionalInt;

/**
 * A search of one collection. Everything in it has been checked against the limits below.
 *
 * @param query what to look for
 * @param mode which legs run; queries other than by text have a vector leg only
 * @param k depth: how many results there are at most, over all pages, 1 to {@link #MAX_K}
 * @param ef candidates that the graph search keeps, at least k; empty for the collection's default
 * @param filters texts of the contract's filter syntax, all of which a hit must pass
 * @param from results to pass over, 0 or more
 * @param size results to return, 0 or more; from + size is at most k
 */
public record SearchRequest(
    Query query, SearchMode mode, int k, OptionalInt ef, List<String> filters, int from, int size) {
  public static final int DEFAULT_K = 100;
  public static final int DEFAULT_SIZE = 10;
  public static final int MAX_K = 10_000;
  public static final int MAX_EF = 20_000;

  /** Characters of a query text; longer texts are refused before they reach a tokenizer. */
  public static final int MAX_QUERY_CHARACTERS = 10_000;

  public SearchRequest {
    filters = List.copyOf(filters);
    require(k >= 1 && k <= MAX_K, "k", "1 to " + MAX_K, k);
    require(from >= 0, "from", "0 or more", from);
    require(size >= 0, "size", "0 or more", size);
    if ((long) from + size > k) {
      throw new InvalidRequestException(
          "from + size: expected at most k = %d, found %d. Raise k (up to %d) to page deeper."
              .formatted(k, (long) from + size, MAX_K));
    }
    if (ef.isPresent()) {
      require(ef.getAsInt() >= 1 && ef.getAsInt() <= MAX_EF, "ef", "1 to " + MAX_EF, ef.getAsInt());
    }
    if (query instanceof Query.ByText text && text.text().length() > MAX_QUERY_CHARACTERS) {
      throw new InvalidRequestException(
          "q: expected at most %d characters, found %d. Shorten the query."
              .formatted(MAX_QUERY_CHARACTERS, text.text().length()));
    }
    if (!(query instanceof Query.ByText) && mode != SearchMode.VECTOR) {
      throw new InvalidRequestException(
          "mode: expected vector for a query by vector, picture or id, found %s. Leave mode out."
              .formatted(mode.text()));
    }
  }

  private static void require(boolean holds, String name, String expected, int found) {
    if (!holds) {
      throw new InvalidRequestException(
          "%s: expected %s, found %d. Give a number in that range."
              .formatted(name, expected, found));
    }
  }
}
