package io.github.hnswsearch.lucene;

import java.util.Arrays;
import org.apache.lucene.util.NumericUtils;

/**
 * Nodes and their scores, the least of them at hand: a binary heap of numbers, without an object
 * for each. Of equal scores the larger node is the lesser.
 */
final class NodeHeap {
  private static final int INITIAL_CAPACITY = 256;

  /** From 1 on: the children of i are 2i and 2i + 1. */
  private long[] entries = new long[INITIAL_CAPACITY];

  private int size;

  /** A node and its score in a number that orders by score, then by node from the last. */
  static long entry(int node, float score) {
    return ((long) NumericUtils.floatToSortableInt(score) << Integer.SIZE)
        | Integer.toUnsignedLong(~node);
  }

  static int node(long entry) {
    return ~(int) entry;
  }

  static float score(long entry) {
    return NumericUtils.sortableIntToFloat((int) (entry >> Integer.SIZE));
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  long least() {
    return entries[1];
  }

  void add(long entry) {
    if (size + 1 == entries.length) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
    }
    int at = ++size;
    while (at > 1 && entry < entries[at / 2]) {
      entries[at] = entries[at / 2];
      at /= 2;
    }
    entries[at] = entry;
  }

  long removeLeast() {
    long least = entries[1];
    long last = entries[size--];
    if (size > 0) {
      sink(last);
    }
    return least;
  }

  /** Removes the least and adds another. */
  void replaceLeast(long entry) {
    sink(entry);
  }

  private void sink(long entry) {
    int at = 1;
    while (2 * at <= size) {
      int child = 2 * at;
      if (child < size && entries[child + 1] < entries[child]) {
        child++;
      }
      if (entries[child] >= entry) {
        break;
      }
      entries[at] = entries[child];
      at = child;
    }
    entries[at] = entry;
  }
}
