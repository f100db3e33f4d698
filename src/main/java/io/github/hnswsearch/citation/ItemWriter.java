package io.github.hnswsearch.citation;

import io.github.hnswsearch.search.RankedDocument;
import java.io.IOException;

/** Writes items one after the other, keeping none. Used by one thread. */
public interface ItemWriter {

  /**
   * Writes one item.
   *
   * @throws IOException if what it writes to fails
   */
  void write(RankedDocument item) throws IOException;
}
