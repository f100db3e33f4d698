package io.github.hnswsearch.search;

import java.time.Duration;

/**
 * How long what nobody uses stays open.
 *
 * @param idle a collection that nobody searches is closed after as long; zero for never
 * @param replaced a generation that has been replaced answers for as long after its last search, so
 *     that whoever pages through results gets the rest of them from it
 */
public record Retention(Duration idle, Duration replaced) {
  /** Collections stay open; whoever looks at a page of results has minutes for the next. */
  public static final Retention DEFAULT = new Retention(Duration.ZERO, Duration.ofMinutes(5));

  /** The same, closing collections that nobody searches for as long; zero for never. */
  public Retention withIdle(Duration other) {
    return new Retention(other, replaced);
  }
}
