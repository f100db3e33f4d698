package io.github.hnswsearch.index;

import io.github.hnswsearch.record.Item;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongConsumer;

/** The writing side of a backend: one new generation. Safe for use by several threads. */
public interface GenerationWriter extends Closeable {

  /** Adds an item whose id occurs once in the source. */
  void add(Item item) throws IOException;

  /** Adds an item in place of any earlier one with its id; the caller keeps the order. */
  void replace(Item item) throws IOException;

  /**
   * Turns what was added into the final index: one segment with one graph, durable on disk.
   *
   * @param linked is told how many more items the graph links, now and then, by one thread at a
   *     time
   * @return items in the index
   */
  long finish(LongConsumer linked) throws IOException;
}
