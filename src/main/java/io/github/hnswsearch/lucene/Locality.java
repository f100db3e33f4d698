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
   * @param passing one item at least
   */
  static double of(HnswGraph graph, PassingDocuments.Segment passing) throws IOException {
    FixedBitSet documents = passing.documents();
    int[] seeds = passing.seeds();
    int sample = Math.min(SAMPLE, seeds.length);
    long neighbours = 0;
    long passed = 0;
    for (int i = 0; i < sample; i++) {
      graph.seek(0, seeds[(int) ((long) i * seeds.length / sample)]);
      for (int next = graph.nextNeighbor();
          next != DocIdSetIterator.NO_MORE_DOCS;
          next = graph.nextNeighbor()) {
        neighbours++;
        passed += documents.get(next) ? 1 : 0;
      }
    }
    double chance = (double) passing.count() / passing.items();
    if (neighbours == 0 || chance >= 1) {
      return 0;
    }
    double share = (double) passed / neighbours;
    return Math.max(0, (share - chance) / (1 - chance));
  }
}
