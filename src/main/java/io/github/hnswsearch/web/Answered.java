package io.github.hnswsearch.web;

import io.github.hnswsearch.web.metrics.Metrics;
import java.time.Duration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Counts and times every request, those that no route has seen too. */
record Answered(Metrics metrics) implements RequestLog {
  @Override
  public void log(Request request, Response response) {
    metrics.answered(
        request.getMethod(), RouteTemplate.of(request), response.getStatus(), took(request));
  }

  /** From the last byte of a request's headers until now. */
  static Duration took(Request request) {
    return Duration.ofNanos(System.nanoTime() - request.getHeadersNanoTime());
  }
}
