package io.github.hnswsearch.web;

import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.ForwardingCollections;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.io.IOException;

/** Collections that say of every search that it took a given time. */
final class TimedCollections extends ForwardingCollections {
  private final SearchResponse.Took took;

  TimedCollections(Collections collections, SearchResponse.Took took) {
    super(collections);
    this.took = took;
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    SearchResponse found = super.search(collection, request);
    return new SearchResponse(
        found.query(),
        found.mode(),
        took,
        found.total(),
        found.hits(),
        found.facets(),
        found.dedupe(),
        found.next(),
        found.warnings(),
        found.generation());
  }
}
