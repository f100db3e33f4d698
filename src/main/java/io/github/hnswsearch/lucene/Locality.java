package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;

/** How much a filter has to do with the vectors. */
final class Locality {
  /** Nodes whose neighbours are looked at. */
  private static final int SAMPLE = 16;

  private Locality() {}

  /**
   * How far neighbours of what passes do so more often than chance has it: 0 where the filter knows
   * nothing of the vectors, 1 where it passes whole regions of the space.
   *
   * @param passing what passes
   * @param seeds some of what passes
   * @param chance the share of the items that passes, 0 to 1
   */
  static double of(HnswGraph graph, FixedBitSet passing, int[] seeds, double chance)
      throws IOException {
    int sample = Math.min(SAMPLE, seeds.length);
    long neighbours = 0;
    long passed = 0;
    for (int i = 0; i < sample; i++) {
      graph.seek(0, seeds[(int) ((long) i * seeds.length / sample)]);
      for (int next = graph.nextNeighbor();
          next != DocIdSetIterator.NO_MORE_DOCS;
          next = graph.nextNeighbor()) {
        neighbours++;
        passed += passing.get(next) ? 1 : 0;
      }
    }
    if (neighbours == 0 || chance >= 1) {
      return 0;
    }
    double share = (double) passed / neighbours;
    return Math.max(0, (share - chance) / (1 - chance));
  }
}
