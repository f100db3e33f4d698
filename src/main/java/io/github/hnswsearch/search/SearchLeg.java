package io.github.hnswsearch.search;

import java.util.Locale;

/** One of the two searches that a ranking is made of. */
public enum SearchLeg {
  /** Nearest neighbours by cosine. */
  VECTOR,
  /** BM25 over the text fields. */
  KEYWORD;

  /** As requests and responses write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
