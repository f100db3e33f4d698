package io.github.hnswsearch.web;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that are refused before they reach a route, such as addresses with an encoded
 * slash, in the same form as all others.
 */
final class ContainerErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String id = RequestId.of(request);
    // What the container calls a failure of its own is a caller who stopped in the middle.
    int status = cause instanceof TimeoutException ? HttpStatus.REQUEST_TIMEOUT_408 : code;
    Problem.Kind kind =
        switch (status) {
          case 404 -> Problem.Kind.NOT_FOUND;
          case 408, 504 -> Problem.Kind.TIMEOUT;
          case 413 -> Problem.Kind.CONTENT_TOO_LARGE;
          // The server takes no new requests once it stops.
          case 503 -> Problem.Kind.NOT_READY;
          default -> status / 100 == 4 ? Problem.Kind.INVALID_REQUEST : Problem.Kind.INTERNAL_ERROR;
        };
    // The container's own words are of no use to anybody: "Bad Request".
    Problem problem =
        switch (kind) {
          case INVALID_REQUEST ->
              kind.because(
                  "The address or a header is malformed or too long: expected a path without . and"
                      + " .. segments, encoded as a URL.",
                  id);
          case INTERNAL_ERROR -> Errors.internalError(id);
          case TIMEOUT -> kind.because("The rest of the request did not arrive in time.", id);
          default -> kind.because("The server refused the request.", id);
        };
    SecurityHeaders.ALL.forEach(response.getHeaders()::put);
    response.setStatus(status);
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Errors.RETRY_SECONDS);
    }
    response.getHeaders().put(RequestId.HEADER, id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.write(
        true, ByteBuffer.wrap(ProblemAnswer.json(problem.withStatus(status)).body()), callback);
  }
}
