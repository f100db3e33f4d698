package io.github.hnswsearch.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which legs of a search run. */
public enum SearchMode {
  /** Nearest neighbours of the query's embedding. */
  VECTOR,
  /** BM25 over the text fields. */
  KEYWORD,
  /** Both, fused by reciprocal rank. */
  HYBRID;

  /** As requests and responses write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(SearchMode::text).toList();
  }

  public static Optional<SearchMode> find(String text) {
    return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
  }
}
