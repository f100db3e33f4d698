package io.github.hnswsearch.web;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why a request was not answered, as RFC 9457 writes it.
 *
 * @param type a stable relative URI, the same for all problems of a kind
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail this very problem: what was expected, what was found, what to do
 * @param requestId names the request in the server's log
 */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonProperty("request_id") String requestId) {
  static final String MEDIA_TYPE = "application/problem+json";

  /** The same problem under another status of its class, such as 414 for 400. */
  Problem withStatus(int other) {
    return new Problem(type, title, other, detail, requestId);
  }

  /** The kinds of problems there are. */
  enum Kind {
    INVALID_REQUEST("invalid-request", "The request cannot be answered as it stands", 400),
    NOT_FOUND("not-found", "There is nothing of that name", 404),
    METHOD_NOT_ALLOWED("method-not-allowed", "This address has no such method", 405),
    CONTENT_TOO_LARGE("content-too-large", "The request body is too large", 413),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "The request body is of another type", 415),
    UNPROCESSABLE_UPLOAD("unprocessable-upload", "The file cannot be read", 422),
    INTERNAL_ERROR("internal-error", "The server failed", 500),
    PICTURE_UNAVAILABLE("picture-unavailable", "The picture cannot be had from the web", 502),
    OVERLOADED("overloaded", "Too many searches wait already", 503),
    NOT_READY("not-ready", "Nothing can be searched yet", 503),
    TIMEOUT("timeout", "It took too long", 504);

    private final String name;
    private final String title;
    final int status;

    Kind(String name, String title, int status) {
      this.name = name;
      this.title = title;
      this.status = status;
    }

    Problem because(String detail, String requestId) {
      return new Problem("/problems/" + name, title, status, detail, requestId);
    }
  }
}
