package io.github.hnswsearch.web;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a caller may say about a search besides what to look for. Whatever is left out gets its
 * default when the request is made.
 */
record SearchParameters(
    Optional<SearchMode> mode,
    OptionalInt k,
    OptionalInt ef,
    List<String> filters,
    OptionalInt from,
    OptionalInt size) {

  /** Hits of one answer where k asks for many and size is left out. */
  static final int MAX_UNASKED_SIZE = 100;

  /** Names of the parameters that every search has, beside {@code q} and {@code mode}. */
  static final Set<String> NAMES = Set.of("k", "ef", "filter", "from", "size");

  /** Those of a query string. */
  static SearchParameters read(Parameters parameters) {
    return new SearchParameters(
        parameters.text("mode").map(SearchParameters::mode),
        parameters.integer("k"),
        parameters.integer("ef"),
        parameters.all("filter"),
        parameters.integer("from"),
        parameters.integer("size"));
  }

  /** A mode by name. */
  static SearchMode mode(String name) {
    return SearchMode.find(name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "mode: expected one of %s, found \"%s\". Correct or remove it."
                        .formatted(SearchMode.names(), name)));
  }

  /**
   * The request, with defaults: hybrid for a text where the collection allows it; as many hits as k
   * asks for, up to {@link #MAX_UNASKED_SIZE}, or a first page where neither k nor size is given.
   */
  SearchRequest request(Query query, CollectionInfo collection) {
    int depth = k.orElse(SearchRequest.DEFAULT_K);
    int first = from.orElse(0);
    int wanted = k.isPresent() ? MAX_UNASKED_SIZE : SearchRequest.DEFAULT_SIZE;
    int hits = size.orElse(Math.max(0, Math.min(wanted, depth - first)));
    return new SearchRequest(
        query,
        mode.orElseGet(() -> defaultMode(query, collection)),
        depth,
        ef,
        filters,
        first,
        hits);
  }

  private static SearchMode defaultMode(Query query, CollectionInfo collection) {
    return query instanceof Query.ByText ? defaultMode(collection) : SearchMode.VECTOR;
  }

  /** How texts are searched where nobody says how. */
  static SearchMode defaultMode(CollectionInfo collection) {
    List<String> modes = collection.modes();
    if (modes.isEmpty() || modes.contains(SearchMode.HYBRID.text())) {
      return SearchMode.HYBRID;
    }
    return SearchMode.find(modes.getFirst()).orElse(SearchMode.HYBRID);
  }
}
