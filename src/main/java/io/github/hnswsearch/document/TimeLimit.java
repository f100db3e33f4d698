package io.github.hnswsearch.document;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls that may never end, each in a thread of its own. Java cannot end a thread against its
 * will: one that does not hear its interrupt is left behind, and a few of them are the most that is
 * put up with.
 */
final class TimeLimit {
  static final int MOST_LEFT_BEHIND = 8;

  private final Duration limit;
  private final AtomicInteger leftBehind = new AtomicInteger();

  TimeLimit(Duration limit) {
    this.limit = limit;
  }

  /**
   * Runs a call.
   *
   * @throws TimeoutException if it did not end in time
   * @throws ExecutionException with what it threw, errors included
   * @throws TooManyHangingException if that many earlier calls hang still
   * @throws IOException if this thread was interrupted
   */
  <T> T call(Callable<T> call) throws IOException, TimeoutException, ExecutionException {
    if (leftBehind.get() >= MOST_LEFT_BEHIND) {
      throw new TooManyHangingException(MOST_LEFT_BEHIND);
    }
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = Thread.ofPlatform().name("document").daemon().unstarted(() -> run(task));
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      leaveBehind(task);
      throw e;
    } catch (InterruptedException e) {
      leaveBehind(task);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading a document", e);
    }
  }

  private void leaveBehind(FutureTask<?> task) {
    leftBehind.incrementAndGet();
    if (!task.cancel(true)) {
      leftBehind.decrementAndGet(); // It ended at the last moment.
    }
  }

  private void run(FutureTask<?> task) {
    task.run();
    if (task.isCancelled()) {
      leftBehind.decrementAndGet();
    }
  }
}
