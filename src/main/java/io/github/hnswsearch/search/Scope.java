package io.github.hnswsearch.search;

import java.io.IOException;
import java.util.List;

/** What a search may find. How much that is, is counted only when it is asked for. */
final class Scope {
  private final CollectionReader reader;
  private final List<Filter> filters;
  private long passing = -1;

  /**
   * @param filters of which none means every item
   */
  Scope(CollectionReader reader, List<Filter> filters) {
    this.reader = reader;
    this.filters = List.copyOf(filters);
  }

  boolean filtered() {
    return !filters.isEmpty();
  }

  /** Items that may be found. */
  long passing() throws IOException {
    if (passing < 0) {
      passing = filtered() ? reader.passing(filters).items() : reader.size();
    }
    return passing;
  }

  /** Share of the items that may be found, 0 to 1. */
  double selectivity() throws IOException {
    return reader.size() == 0 ? 1 : (double) passing() / reader.size();
  }

  /** Whether a search that keeps so many candidates compares all that may be found. */
  boolean comparedWhole(int ef) throws IOException {
    return reader.comparesAll(passing(), ef);
  }
}
