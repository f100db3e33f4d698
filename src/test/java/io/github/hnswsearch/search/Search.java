package io.github.hnswsearch.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A request in the making: what a test does not say has its default. */
record Search(
    Query query,
    SearchMode mode,
    int k,
    List<String> filters,
    int from,
    int size,
    SearchOptions options) {

  static Search text(String text, SearchMode mode) {
    return new Search(new Query.ByText(text), mode, 100, List.of(), 0, 100, SearchOptions.NONE);
  }

  static Search near(Query query) {
    return new Search(query, SearchMode.VECTOR, 100, List.of(), 0, 100, SearchOptions.NONE);
  }

  Search depth(int depth) {
    return new Search(query, mode, depth, filters, 0, depth, options);
  }

  Search page(int first, int hits) {
    return new Search(query, mode, k, filters, first, hits, options);
  }

  Search filter(String... texts) {
    return new Search(query, mode, k, List.of(texts), from, size, options);
  }

  Search facets(int most, String... fields) {
    return with(options.withFacets(List.of(fields), most));
  }

  Search dedupe(double threshold) {
    return with(options.withDedupe(OptionalDouble.of(threshold)));
  }

  Search sort(String order) {
    return with(options.withSort(Optional.of(order)));
  }

  Search explained() {
    return with(options.withHighlight(true).withExplain(true));
  }

  Search recall(double recall) {
    return with(options.withRecall(OptionalDouble.of(recall)));
  }

  Search fusion(Fusion.Method method, double vectorWeight, double keywordWeight) {
    return with(
        options.withFusion(
            new FusionOptions(
                Optional.of(method),
                OptionalInt.empty(),
                OptionalDouble.of(vectorWeight),
                OptionalDouble.of(keywordWeight))));
  }

  private Search with(SearchOptions other) {
    return new Search(query, mode, k, filters, from, size, other);
  }

  SearchRequest request() {
    return new SearchRequest(query, mode, k, OptionalInt.empty(), filters, from, size, options);
  }
}
