package io.github.hnswsearch.web;

import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.ForwardingCollections;
import io.github.hnswsearch.search.PictureLocation;
import io.github.hnswsearch.search.RankedDocuments;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Collections whose searches, and perhaps pictures, wait until they are let go. */
final class HeldCollections extends ForwardingCollections {
  private final boolean holdingPictures;
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);

  private HeldCollections(Collections collections, boolean holdingPictures) {
    super(collections);
    this.holdingPictures = holdingPictures;
  }

  static HeldCollections searches(Collections collections) {
    return new HeldCollections(collections, false);
  }

  static HeldCollections searchesAndPictures(Collections collections) {
    return new HeldCollections(collections, true);
  }

  /** Waits until so many more are under way; false if they are not within a while. */
  boolean await(int requests) throws InterruptedException {
    return arrived.tryAcquire(requests, 10, TimeUnit.SECONDS);
  }

  void release() {
    released.countDown();
  }

  private void hold() throws IOException {
    arrived.release();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    hold();
    return super.search(collection, request);
  }

  @Override
  public RankedDocuments ranking(String collection, SearchRequest request) throws IOException {
    hold();
    return super.ranking(collection, request);
  }

  @Override
  public Optional<PictureLocation> picture(String collection, String id) throws IOException {
    if (holdingPictures) {
      hold();
    }
    return super.picture(collection, id);
  }
}
