package io.github.hnswsearch.search;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** Has open collections follow what goes live, until closed. */
public final class CollectionWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CollectionWatch.class.getName());

  /** To look costs a small file to read for each collection. */
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private CollectionWatch(OpenCollections collections) {
    thread = Thread.ofPlatform().daemon().name("collection-watch").start(() -> watch(collections));
  }

  public static CollectionWatch start(OpenCollections collections) {
    return new CollectionWatch(collections);
  }

  private void watch(OpenCollections collections) {
    try {
      while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        collections.refresh();
      }
    } catch (InterruptedException e) {
      LOG.warning("Collections are not followed any more: the thread was interrupted");
    }
  }

  /** Ends once what is being opened is open. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
