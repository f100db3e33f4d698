package io.github.hnswsearch.web;

import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.ForwardingCollections;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.io.IOException;

/** Collections whose searches fail where a test says so. */
final class FailingCollections extends ForwardingCollections {

  /** Throws where a search is to fail. */
  @FunctionalInterface
  interface Failure {
    void strike(SearchRequest request) throws IOException;
  }

  private final Failure failure;

  FailingCollections(Collections collections, Failure failure) {
    super(collections);
    this.failure = failure;
  }

  /** Fails as no search should. */
  static FailingCollections broken(Collections collections) {
    return new FailingCollections(
        collections,
        request -> {
          throw new IllegalStateException("broken on purpose");
        });
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    failure.strike(request);
    return super.search(collection, request);
  }
}
