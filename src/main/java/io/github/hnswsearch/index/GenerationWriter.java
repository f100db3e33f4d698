package io.github.hnswsearch.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The writing side of a backend: one new generation. Safe for use by several threads. */
public interface GenerationWriter extends ItemSink, Closeable {

  /** The last checkpoint of an interrupted build whose rows this writer has taken over. */
  Optional<Checkpoint> resumed();

  /**
   * Makes the rows that have been added durable together with a checkpoint. While this runs no
   * other thread adds any.
   */
  void checkpoint(Checkpoint reached) throws IOException;

  /**
   * Turns what was added into the final index: one segment with one graph, durable on disk.
   *
   * @param linked is told how many more items the graph links, now and then, by one thread at a
   *     time
   * @return items in the index
   */
  long finish(LongConsumer linked) throws IOException;

  /** Closes it; the rows of a build that is not finished stay for another writer to take over. */
  @Override
  void close() throws IOException;
}
