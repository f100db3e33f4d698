package io.github.hnswsearch.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
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
    String id = RequestId.acceptOrCreate(request.getHeaders().get(RequestId.HEADER));
    Problem.Kind kind =
        switch (code / 100) {
          case 4 ->
              code == Problem.Kind.NOT_FOUND.status
                  ? Problem.Kind.NOT_FOUND
                  : Problem.Kind.INVALID_REQUEST;
          default -> code == 503 ? Problem.Kind.NOT_READY : Problem.Kind.INTERNAL_ERROR;
        };
    // The container's own words are of no use to anybody: "Bad Request".
    String detail =
        kind == Problem.Kind.INVALID_REQUEST
            ? "The address or a header is malformed or too long: expected a path without . and .."
                + " segments, encoded as a URL."
            : message == null ? "The server refused the request." : message + ".";
    Problem problem = kind.because(detail, id).withStatus(code);
    SecurityHeaders.ALL.forEach(response.getHeaders()::put);
    response.getHeaders().put(RequestId.HEADER, id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    Content.Sink.write(response, true, Errors.json(problem), callback);
  }
}
