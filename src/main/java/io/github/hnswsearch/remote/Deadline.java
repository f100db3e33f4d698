package io.github.hnswsearch.remote;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * The end of a fetch, whatever it waits for: a server that sends a byte now and then stays within
 * every limit on silence.
 */
final class Deadline implements AutoCloseable {
  private final Future<?> alarm;
  private @Nullable Cancellable running;
  private boolean passed;

  Deadline(ScheduledExecutorService clock, Duration limit) {
    alarm = clock.schedule(this::pass, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Cancels a request when time is up; at once if it is. */
  synchronized void watch(Cancellable request) {
    running = request;
    if (passed) {
      request.cancel();
    }
  }

  synchronized boolean hasPassed() {
    return passed;
  }

  private synchronized void pass() {
    passed = true;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }
}
