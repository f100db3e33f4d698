package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
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
    int count = 0;
    BitSetIterator items = new BitSetIterator(passing, 0);
    for (int node = items.nextDoc();
        node != DocIdSetIterator.NO_MORE_DOCS;
        node = items.nextDoc()) {
      nodes[count++] = node;
      if (count == BATCH) {
        compare(scorer, nodes, count, scores, best);
        count = 0;
      }
    }
    compare(scorer, nodes, count, scores, best);
    return best.nodes();
  }

  private static void compare(
      RandomVectorScorer scorer, int[] nodes, int count, float[] scores, NeighborQueue best)
      throws IOException {
    if (count == 0) {
      return;
    }
    scorer.bulkScore(nodes, scores, count);
    for (int i = 0; i < count; i++) {
      best.insertWithOverflow(nodes[i], scores[i]);
    }
  }
}
