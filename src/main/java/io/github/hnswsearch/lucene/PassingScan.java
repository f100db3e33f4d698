package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.NeighborQueue;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/** Compares a query with every node that passes, in the order of the file. */
final class PassingScan {
  private static final int BATCH = 64;

  private PassingScan() {}

  /**
   * The nodes with the highest scores, in no order.
   *
   * @param most how many at most, 1 or more
   */
  static int[] nearest(RandomVectorScorer scorer, FixedBitSet passing, int most)
      throws IOException {
    NeighborQueue best = new NeighborQueue(most, false);
    int[] nodes = new int[BATCH];
    float[] scores = new float[BATCH];
    int end = passing.length();
    int from = 0;
    while (from < end) {
      int count = passing.intoArray(from, end, 0, nodes);
      if (count == 0) {
        break;
      }
      scorer.bulkScore(nodes, scores, count);
      for (int i = 0; i < count; i++) {
        best.insertWithOverflow(nodes[i], scores[i]);
      }
      from = nodes[count - 1] + 1;
    }
    return best.nodes();
  }
}
