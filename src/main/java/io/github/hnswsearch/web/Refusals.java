package io.github.hnswsearch.web;

import io.github.hnswsearch.web.page.Pages;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers requests that are turned away before they reach a route. */
final class Refusals {
  private final Pages pages;

  Refusals(Pages pages) {
    this.pages = pages;
  }

  /** More than the server takes on: {@code detail} is followed by when to come back. */
  void overloaded(Request request, Response response, Callback callback, String detail) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, Errors.RETRY_SECONDS);
    refuse(
        request,
        response,
        callback,
        Problem.Kind.OVERLOADED,
        "%s. Try again in %s seconds.".formatted(detail, Errors.RETRY_SECONDS));
  }

  /** What went wrong on the way; the log has the cause. */
  void failed(Request request, Response response, Callback callback) {
    answer(request, response, callback, Errors.internalError(RequestId.of(request)));
  }

  void refuse(
      Request request, Response response, Callback callback, Problem.Kind kind, String detail) {
    answer(request, response, callback, kind.because(detail, RequestId.of(request)));
  }

  private void answer(Request request, Response response, Callback callback, Problem problem) {
    ProblemAnswer answer =
        ProblemAnswer.of(
            problem,
            pages,
            Request.getPathInContext(request),
            request.getHttpURI().getQuery(),
            request.getHeaders().get(HttpHeader.ACCEPT));
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.mediaType());
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }
}
