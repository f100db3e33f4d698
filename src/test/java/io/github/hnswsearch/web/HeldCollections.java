package io.github.hnswsearch.web;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.PictureLocation;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Collections whose searches and pictures wait until they are let go. */
final class HeldCollections implements Collections {
  private final Collections collections;
  private final CountDownLatch released = new CountDownLatch(1);

  HeldCollections(Collections collections) {
    this.collections = collections;
  }

  void release() {
    released.countDown();
  }

  private void await() throws IOException {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    await();
    return collections.search(collection, request);
  }

  @Override
  public Optional<PictureLocation> picture(String collection, String id) throws IOException {
    await();
    return collections.picture(collection, id);
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
}
