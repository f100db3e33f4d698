package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;

/**
 * The nodes of a graph to which links lead from its entry, layer by layer. To link a node is not
 * enough for it to be found: those that it chose may each have nearer neighbours to link to.
 */
final class ReachableNodes {
  private final HnswGraph graph;
  private final int[] reached;
  private final FixedBitSet seen;
  private int count;

  private ReachableNodes(HnswGraph graph) {
    this.graph = graph;
    this.reached = new int[graph.size()];
    this.seen = new FixedBitSet(graph.size());
  }

  /** Those of the bottom layer. */
  static FixedBitSet of(HnswGraph graph) throws IOException {
    ReachableNodes nodes = new ReachableNodes(graph);
    if (graph.size() > 0) {
      nodes.reach(graph.entryNode());
      for (int level = graph.numLevels() - 1; level >= 0; level--) {
        nodes.follow(level);
      }
    }
    return nodes.seen;
  }

  /** From what was reached, on this layer or those above it. */
  private void follow(int level) throws IOException {
    for (int next = 0; next < count; next++) {
      graph.seek(level, reached[next]);
      for (int node = graph.nextNeighbor();
          node != DocIdSetIterator.NO_MORE_DOCS;
          node = graph.nextNeighbor()) {
        reach(node);
      }
    }
  }

  private void reach(int node) {
    if (!seen.getAndSet(node)) {
      reached[count++] = node;
    }
  }
}
