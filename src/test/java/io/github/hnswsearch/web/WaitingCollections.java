package io.github.hnswsearch.web;

import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.search.SearchResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Collections whose searches wait to be let go. */
final class WaitingCollections extends InMemoryCollections {
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch release = new CountDownLatch(1);

  WaitingCollections() throws IOException {
    with("papers", papers());
  }

  /** Waits until so many more searches are under way; false if they are not within a while. */
  boolean await(int searches) throws InterruptedException {
    return arrived.tryAcquire(searches, 10, TimeUnit.SECONDS);
  }

  void release() {
    release.countDown();
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    arrived.release();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return super.search(collection, request);
  }
}
