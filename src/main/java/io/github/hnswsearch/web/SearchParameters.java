package io.github.hnswsearch.web;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Fusion;
import io.github.hnswsearch.search.FusionOptions;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchOptions;
import io.github.hnswsearch.search.SearchRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    OptionalInt size,
    SearchOptions options) {

  /** Hits of one answer where k asks for many and size is left out. */
  static final int MAX_UNASKED_SIZE = 100;

  /** Names of the parameters that every search has. */
  static final Set<String> NAMES =
      Set.of(
          "k",
          "ef",
          "recall",
          "filter",
          "from",
          "size",
          "facets",
          "facet_size",
          "explain",
          "dedupe",
          "sort",
          "generation",
          "mode",
          "highlight",
          "fusion",
          "rank_constant",
          "vector_weight",
          "keyword_weight");

  /** Names of the parameters of searches whose address says what is looked for. */
  static final Set<String> TEXT_NAMES =
      Stream.concat(NAMES.stream(), Stream.of("q", "positive", "negative"))
          .collect(Collectors.toCollection(TreeSet::new));

  /** Those of a query string. */
  static SearchParameters read(Parameters parameters) {
    return new SearchParameters(
        parameters.text("mode").map(SearchParameters::mode),
        parameters.integer("k"),
        parameters.integer("ef"),
        parameters.all("filter"),
        parameters.integer("from"),
        parameters.integer("size"),
        new SearchOptions(
            parameters.number("recall"),
            new FusionOptions(
                parameters.text("fusion").map(name -> fusionMethod("fusion", name)),
                parameters.integer("rank_constant"),
                parameters.number("vector_weight"),
                parameters.number("keyword_weight")),
            parameters.list("facets"),
            parameters.integer("facet_size").orElse(SearchOptions.DEFAULT_FACET_SIZE),
            parameters.flag("highlight"),
            parameters.flag("explain"),
            parameters.flagOrNumber("dedupe", SearchOptions.DEFAULT_DEDUPE_THRESHOLD),
            parameters.text("sort"),
            parameters.text("generation")));
  }

  /** What a query string looks for: a text, or examples; where there is neither, all there is. */
  static Query query(Parameters parameters) {
    String text = parameters.text("q").orElse("");
    List<Query.Example> positive = examples(parameters, "positive");
    List<Query.Example> negative = examples(parameters, "negative");
    if (positive.isEmpty() && negative.isEmpty()) {
      return new Query.ByText(text);
    }
    if (!text.isBlank()) {
      throw new InvalidRequestException(
          "q: expected no positive or negative beside it, found both. POST a body whose examples"
              + " hold {\"text\": ...}.");
    }
    return new Query.ByExamples(positive, negative);
  }

  private static List<Query.Example> examples(Parameters parameters, String name) {
    return parameters.all(name).stream().<Query.Example>map(Query.ById::new).toList();
  }

  /** A mode by name. */
  static SearchMode mode(String name) {
    return SearchMode.find(name).orElseThrow(() -> unknown("mode", SearchMode.names(), name));
  }

  /**
   * A way to join the legs by name.
   *
   * @param parameter what the caller knows it as
   */
  static Fusion.Method fusionMethod(String parameter, String name) {
    return Fusion.Method.find(name)
        .orElseThrow(() -> unknown(parameter, Fusion.Method.names(), name));
  }

  private static InvalidRequestException unknown(
      String parameter, List<String> known, String found) {
    return new InvalidRequestException(
        "%s: expected one of %s, found \"%s\". Correct or remove it."
            .formatted(parameter, known, found));
  }

  /**
   * The request, with defaults: hybrid for a text where the collection allows it; as many hits as k
   * asks for, up to {@link #MAX_UNASKED_SIZE}, or a first page where neither k nor size is given.
   */
  SearchRequest request(Query query, CollectionInfo collection) {
    SearchMode chosen = mode.orElseGet(() -> defaultMode(query, collection));
    int first = from.orElse(0);
    int wanted = size.orElse(k.isPresent() ? MAX_UNASKED_SIZE : SearchRequest.DEFAULT_SIZE);
    int depth = k.orElseGet(() -> depth(query, chosen, first, wanted));
    int hits = size.isPresent() ? wanted : Math.max(0, Math.min(wanted, depth - first));
    return new SearchRequest(query, chosen, depth, ef, filters, first, hits, options);
  }

  /**
   * How deep a search goes that does not say. Where the order is the same at any depth, as deep as
   * its page lies; elsewhere pages of different depths would be parts of different rankings.
   */
  private int depth(Query query, SearchMode chosen, int first, int wanted) {
    long needed = isSameAtAnyDepth(query, chosen) ? (long) first + wanted : 0;
    return Math.clamp(needed, SearchRequest.DEFAULT_K, SearchRequest.MAX_K);
  }

  /** Whether the order does not depend on the depth: by words alone, or all there is. */
  boolean isSameAtAnyDepth(Query query, CollectionInfo collection) {
    return isSameAtAnyDepth(query, mode.orElseGet(() -> defaultMode(query, collection)));
  }

  private boolean isSameAtAnyDepth(Query query, SearchMode chosen) {
    return query instanceof Query.ByText text
        && (chosen == SearchMode.KEYWORD || text.text().isBlank())
        && options.dedupe().isEmpty();
  }

  private static SearchMode defaultMode(Query query, CollectionInfo collection) {
    return query instanceof Query.ByText ? collection.defaultMode() : SearchMode.VECTOR;
  }
}
