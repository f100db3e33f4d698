package io.github.hnswsearch.web;

import java.time.Duration;

/**
 * How long a server waits for slow callers.
 *
 * @param idle a connection on which nothing happens for so long is closed
 * @param longest for a request and its answer, and for the head of the next request once that could
 *     have begun; then the connection is closed, however much happens on it
 */
public record Patience(Duration idle, Duration longest) {
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(30), Duration.ofMinutes(2));
}
