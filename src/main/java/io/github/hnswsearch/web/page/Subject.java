package io.github.hnswsearch.web.page;

/** What the results of a page are results for. */
public sealed interface Subject {

  /**
   * Words.
   *
   * @param text empty before the first search
   */
  record Text(String text) implements Subject {}

  /** A stored item, whose neighbours are shown. */
  record Item(String id) implements Subject {}
}
