package io.github.hnswsearch.web;

import io.github.hnswsearch.search.InvalidRequestException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
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
   * @throws LateException if it stops arriving
   * @throws InvalidRequestException if it is cut off, or in chunks that are none
   */
  static byte[] read(Context ctx) {
    requireJson(ctx.header("Content-Type"));
    if (ctx.req().getContentLengthLong() > MAX_BYTES) {
      throw new ContentTooLargeException();
    }
    byte[] body;
    try {
      body = ctx.req().getInputStream().readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw broken(
          e,
          "body: expected as much as its headers announce, found it cut off or malformed. Send it"
              + " whole.");
    }
    if (body.length > MAX_BYTES) {
      throw new ContentTooLargeException();
    }
    return body;
  }

  /**
   * What to tell a caller whose body could not be read to its end.
   *
   * @param otherwise what is wrong with it unless it is late
   */
  static RuntimeException broken(Exception failure, String otherwise) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return new LateException();
      }
    }
    return new InvalidRequestException(otherwise);
  }

  /** Whether a Content-Type header is of a media type, whatever its parameters. */
  static boolean isOf(String mediaType, @Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(mediaType);
  }

  private static void requireJson(@Nullable String contentType) {
    if (!isOf(MEDIA_TYPE, contentType)) {
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

  /** A body of which nothing has arrived for too long. */
  static final class LateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LateException() {
      super("body: expected more of it in time, found that nothing arrives. Send it faster.");
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
