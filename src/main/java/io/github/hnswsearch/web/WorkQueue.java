package io.github.hnswsearch.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets so many requests of a kind through at once. Others may wait, without a thread, for a while;
 * the rest are told at once to come back: an answer that nobody waits for any longer would only
 * keep those out who do.
 *
 * <p>Whoever is too many is counted here and never comes to Jetty's own bound on those that wait:
 * it counts a refused request among the waiting ones for a moment, and a request that ends in this
 * moment looks for it for ever, with a processor to itself.
 */
final class WorkQueue extends QoSHandler {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int UNBOUNDED = -1;

  private final Work work;
  private final int waiting;
  private final Refusals refusals;
  private final AtomicInteger admitted = new AtomicInteger();
  private final LongAdder crowdedOut = new LongAdder();

  /**
   * @param running at once, 1 or more
   * @param waiting at most, 0 or more
   */
  WorkQueue(Work work, int running, int waiting, Refusals refusals) {
    this.work = work;
    this.waiting = waiting;
    this.refusals = refusals;
    include(work::matches);
    setMaxRequestCount(running);
    setMaxSuspendedRequestCount(UNBOUNDED);
    setMaxSuspend(LONGEST_WAIT);
  }

  Work work() {
    return work;
  }

  /** How many have been turned away so far. */
  long refused() {
    return crowdedOut.sum() + getTotalExpiredRequestCount();
  }

  @Override
  public boolean onConditionsMet(Request request, Response response, Callback callback)
      throws Exception {
    if (admitted.incrementAndGet() > getMaxRequestCount() + waiting) {
      admitted.decrementAndGet();
      crowdedOut.increment();
      turnAway(
          request,
          response,
          callback,
          "found %s under way and %d waiting, as many as it takes"
              .formatted(requests(getMaxRequestCount()), waiting));
      return true;
    }
    Request.addCompletionListener(request, failure -> admitted.decrementAndGet());
    return super.onConditionsMet(request, response, callback);
  }

  @Override
  protected void failSuspended(
      Request request, Response response, Callback callback, int status, Throwable failure) {
    turnAway(
        request,
        response,
        callback,
        "expected a place within %d seconds, found none: it answers %s of this kind at a time"
            .formatted(LONGEST_WAIT.toSeconds(), requests(getMaxRequestCount())));
  }

  private static String requests(int count) {
    return count == 1 ? "1 request" : count + " requests";
  }

  private void turnAway(Request request, Response response, Callback callback, String cause) {
    refusals.overloaded(request, response, callback, "server: " + cause);
  }
}
