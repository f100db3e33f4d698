package io.github.hnswsearch.search;

import io.github.hnswsearch.index.Generation;
import java.io.IOException;

/** Opens the indexes of a backend for reading. */
@FunctionalInterface
public interface CollectionOpener {
  /**
   * Opens a generation.
   *
   * @throws io.github.hnswsearch.record.BadInputException if its index is missing, damaged or of a
   *     format that cannot be read
   */
  CollectionReader open(Generation generation) throws IOException;
}
