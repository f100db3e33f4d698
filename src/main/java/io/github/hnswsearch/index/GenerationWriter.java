package io.github.hnswsearch.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongConsumer;

/** The writing side of a backend: one new generation. Safe for use by several threads. */
public interface GenerationWriter extends ItemSink, Closeable {

  /**
   * Turns what was added into the final index: one segment with one graph, durable on disk.
   *
   * @param linked is told how many more items the graph links, now and then, by one thread at a
   *     time
   * @return items in the index
   */
  long finish(LongConsumer linked) throws IOException;
}
