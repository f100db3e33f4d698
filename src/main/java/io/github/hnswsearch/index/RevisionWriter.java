package io.github.hnswsearch.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * The writing side of a backend: changes to a copy of a generation. Items that it is given take the
 * place of those with their id. Safe for use by several threads.
 */
public interface RevisionWriter extends ItemSink, Closeable {

  /**
   * What has become of a generation.
   *
   * @param before items that it had
   * @param removed those of them that are gone, replaced ones included
   * @param items that it has now
   * @param compacted whether all items have been linked anew, in one graph
   */
  record Outcome(long before, long removed, long items, boolean compacted) {
    /** Items that it has now and did not have as they are. */
    public long written() {
      return items - (before - removed);
    }
  }

  /** Removes the item of an id, if there is one. */
  void remove(String id);

  /**
   * Makes the changes: durable on disk, every item linked in a graph.
   *
   * @param compact whether to link all items anew even where that can wait
   * @param linked is told how many more items a graph links, now and then, by one thread at a time
   */
  Outcome finish(boolean compact, LongConsumer linked) throws IOException;
}
