package io.github.hnswsearch.citation;

import io.github.hnswsearch.search.Document;
import java.io.IOException;

/** Writes items one after the other, keeping none. Used by one thread. */
public interface ItemWriter {

  /**
   * Writes one item.
   *
   * @throws IOException if what it writes to fails
   */
  void write(Document document) throws IOException;
}
