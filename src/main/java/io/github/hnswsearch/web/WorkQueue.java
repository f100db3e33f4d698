package io.github.hnswsearch.web;

import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets so many requests of a kind through at once. As many again may wait, without a thread, for a
 * while; the others are told at once to come back: an answer that nobody waits for any longer would
 * only keep those out who do.
 */
final class WorkQueue extends QoSHandler {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Work work;
  private final Refusals refusals;

  /**
   * @param running at once, 1 or more
   * @param waiting at most, 0 or more
   */
  WorkQueue(Work work, int running, int waiting, Refusals refusals) {
    this.work = work;
    this.refusals = refusals;
    include(work::matches);
    setMaxRequestCount(running);
    setMaxSuspendedRequestCount(waiting);
    setMaxSuspend(LONGEST_WAIT);
  }

  Work work() {
    return work;
  }

  /** How many have been turned away so far. */
  long refused() {
    return getTotalExceededRequestCount() + getTotalExpiredRequestCount();
  }

  @Override
  protected void reject(Request request, Response response, Callback callback, int status) {
    turnAway(
        request,
        response,
        callback,
        "found %s under way and %d waiting, as many as it takes"
            .formatted(requests(getMaxRequestCount()), getMaxSuspendedRequestCount()));
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
    response.getHeaders().put(HttpHeader.RETRY_AFTER, Errors.RETRY_SECONDS);
    refusals.refuse(
        request,
        response,
        callback,
        Problem.Kind.OVERLOADED,
        "server: %s. Try again in %s seconds.".formatted(cause, Errors.RETRY_SECONDS));
  }
}
