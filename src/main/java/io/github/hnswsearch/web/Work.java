package io.github.hnswsearch.web;

import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/**
 * Kinds of requests that cost much, each with a queue of its own: pictures do not wait for
 * searches, and what is cheap waits for nothing.
 */
enum Work {
  /** Encodes a query and searches an index. */
  SEARCH(
      "/c/(?![^/]+/file/?$).+|/api/collections/[^/]+/(search(/batch)?|export|documents/[^/]+/similar)"),
  /** Reads a file that is sent slowly, perhaps, and then searches. */
  UPLOAD("/c/[^/]+/file|/api/collections/[^/]+/search/file"),
  /** Decodes a picture, or fetches it. */
  PICTURE("/api/collections/[^/]+/documents/[^/]+/image");

  private final Pattern path;

  Work(String path) {
    // The router takes an address with a slash at its end for the same.
    this.path = Pattern.compile("(?:" + path + ")/?");
  }

  boolean matches(Request request) {
    return path.matcher(Request.getPathInContext(request)).matches();
  }

  /** The name in metrics. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
