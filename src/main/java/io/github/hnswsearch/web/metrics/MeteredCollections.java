package io.github.hnswsearch.web.metrics;

import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.ForwardingCollections;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.io.IOException;

/** Collections whose searches are timed. */
public final class MeteredCollections extends ForwardingCollections {
  private final Metrics metrics;

  public MeteredCollections(Collections collections, Metrics metrics) {
    super(collections);
    this.metrics = metrics;
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    SearchResponse response = super.search(collection, request);
    metrics.searched(collection, response);
    return response;
  }
}
