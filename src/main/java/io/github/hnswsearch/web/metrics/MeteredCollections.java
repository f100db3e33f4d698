package io.github.hnswsearch.web.metrics;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.PictureLocation;
import io.github.hnswsearch.search.RankedDocuments;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Collections whose searches are timed. */
public final class MeteredCollections implements Collections {
  private final Collections collections;
  private final Metrics metrics;

  public MeteredCollections(Collections collections, Metrics metrics) {
    this.collections = collections;
    this.metrics = metrics;
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    SearchResponse response = collections.search(collection, request);
    metrics.searched(collection, response);
    return response;
  }

  @Override
  public RankedDocuments ranking(String collection, SearchRequest request) throws IOException {
    return collections.ranking(collection, request);
  }

  @Override
  public List<CollectionInfo> list() throws IOException {
    return collections.list();
  }

  @Override
  public CollectionInfo info(String collection) throws IOException {
    return collections.info(collection);
  }

  @Override
  public Optional<Document> document(String collection, String id) throws IOException {
    return collections.document(collection, id);
  }

  @Override
  public Optional<PictureLocation> picture(String collection, String id) throws IOException {
    return collections.picture(collection, id);
  }
}
