package io.github.hnswsearch.web;

import java.nio.ByteBuffer;
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
    Problem.Kind kind =
        switch (code) {
          case 404 -> Problem.Kind.NOT_FOUND;
          case 408, 504 -> Problem.Kind.TIMEOUT;
          case 413 -> Problem.Kind.CONTENT_TOO_LARGE;
          // The server takes no new requests once it stops.
          case 503 -> Problem.Kind.NOT_READY;
          default -> code / 100 == 4 ? Problem.Kind.INVALID_REQUEST : Problem.Kind.INTERNAL_ERROR;
        };
    // The container's own words are of no use to anybody: "Bad Request".
    String detail =
        kind == Problem.Kind.INVALID_REQUEST
            ? "The address or a header is malformed or too long: expected a path without . and .."
                + " segments, encoded as a URL."
            : message == null ? "The server refused the request." : message + ".";
    Problem problem = kind.because(detail, id).withStatus(code);
    SecurityHeaders.ALL.forEach(response.getHeaders()::put);
    if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Errors.RETRY_SECONDS);
    }
    response.getHeaders().put(RequestId.HEADER, id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.write(true, ByteBuffer.wrap(ProblemAnswer.json(problem).body()), callback);
  }
}
