package io.github.hnswsearch.dataset.hdf5;

import java.io.IOException;

/** Reads consecutive rows of a data set. Used by one thread at a time. */
interface RowReader {

  /** Receives the rows that were asked for, in pieces. */
  @FunctionalInterface
  interface BlockConsumer {
    void accept(Block block) throws IOException;
  }

  /**
   * Hands out every element of some rows exactly once.
   *
   * @param firstRow zero-based row of the data set
   * @param rows at least 1, within the data set
   */
  void read(long firstRow, int rows, BlockConsumer consumer) throws IOException;
}
