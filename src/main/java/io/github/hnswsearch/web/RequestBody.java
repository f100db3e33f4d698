package io.github.hnswsearch.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a request's body of JSON up to a limit, whether or not its length was announced. */
final class RequestBody {
  static final int MAX_BYTES = 1 << 20;
  static final String MEDIA_TYPE = "application/json";

  private RequestBody() {}

  /**
   * The whole body.
   *
   * @throws UnsupportedMediaTypeException if it is not said to be JSON: a page of any site can have
   *     browsers send other types, or none, without asking this server first
   * @throws ContentTooLargeException if it is longer than {@link #MAX_BYTES}
   */
  static byte[] read(Context ctx) throws IOException {
    requireJson(ctx.header("Content-Type"));
    byte[] body = ctx.req().getInputStream().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new ContentTooLargeException();
    }
    return body;
  }

  private static void requireJson(@Nullable String contentType) {
    String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (!mediaType.toLowerCase(Locale.ROOT).equals(MEDIA_TYPE)) {
      throw new UnsupportedMediaTypeException(
          "Content-Type: expected %s, found %s. Send the header Content-Type: %s."
              .formatted(MEDIA_TYPE, contentType == null ? "none" : contentType, MEDIA_TYPE),
          MEDIA_TYPE);
    }
  }

  /** A body of another type than the route reads. */
  static final class UnsupportedMediaTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String expected;

    /**
     * @param expected the media type that the route reads
     */
    UnsupportedMediaTypeException(String message, String expected) {
      super(message);
      this.expected = expected;
    }

    String expected() {
      return expected;
    }
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
}
