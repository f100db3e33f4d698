package io.github.hnswsearch.lucene;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Documents of a reader that are not deleted. */
final class LiveItems {
  private LiveItems() {}

  /**
   * Evenly spaced ones, ascending.
   *
   * @param most how many at most
   */
  static int[] sample(IndexReader reader, int most) {
    @Nullable Bits live = MultiBits.getLiveDocs(reader);
    int items = reader.numDocs();
    int[] sample = new int[Math.min(most, items)];
    int document = -1;
    int passed = -1;
    for (int i = 0; i < sample.length; i++) {
      long wanted = (long) i * items / sample.length;
      while (passed < wanted) {
        document++;
        if (live == null || live.get(document)) {
          passed++;
        }
      }
      sample[i] = document;
    }
    return sample;
  }
}
