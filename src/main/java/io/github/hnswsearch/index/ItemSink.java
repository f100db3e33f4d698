package io.github.hnswsearch.index;

import io.github.hnswsearch.record.Item;
import java.io.IOException;

/** Where the items of a source go. Safe for use by several threads. */
public interface ItemSink {

  /** Adds an item whose id occurs once in the source. */
  void add(Item item) throws IOException;

  /** Adds an item in place of any earlier one with its id; the caller keeps the order. */
  void replace(Item item) throws IOException;
}
