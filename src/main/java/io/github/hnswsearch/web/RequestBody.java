package io.github.hnswsearch.web;

import io.javalin.http.Context;
import java.io.IOException;

/** Reads a request's body up to a limit, whether or not its length was announced. */
final class RequestBody {
  static final int MAX_BYTES = 1 << 20;

  private RequestBody() {}

  /**
   * The whole body.
   *
   * @throws ContentTooLargeException if it is longer than {@link #MAX_BYTES}
   */
  static byte[] read(Context ctx) throws IOException {
    byte[] body = ctx.req().getInputStream().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new ContentTooLargeException();
    }
    return body;
  }

  /** A body over the limit. */
  static final class ContentTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ContentTooLargeException() {
      this("body: expected at most %d bytes. Send a shorter request.".formatted(MAX_BYTES));
    }

    ContentTooLargeException(String message) {
      super(message);
    }
  }

  /** A body of another type than the route reads. */
  static final class UnsupportedMediaTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedMediaTypeException(String message) {
      super(message);
    }
  }
}
