package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/**
 * Best-first search of an HNSW graph (Malkov and Yashunin, 2016, algorithms 2 and 5). It finds what
 * Lucene's own search finds, and keeps its memory for the next query. For one thread at a time.
 */
final class BeamSearch {
  /** Words of marks, one bit a node. */
  private final long[] visited;

  /** Words that have marks: few of many, and only they need to be cleared. */
  private int[] marked = new int[1024];

  private int markedWords;

  /** Nodes whose links are still to be followed; negated, so that the best is the least. */
  private final NodeHeap open = new NodeHeap();

  private final NodeHeap nearest = new NodeHeap();
  private int[] batch = new int[64];
  private float[] scores = new float[64];

  /**
   * @param nodes of the graphs that will be searched, at most
   */
  BeamSearch(int nodes) {
    this.visited = new long[nodes / Long.SIZE + 1];
  }

  /**
   * The nodes that score highest, best first.
   *
   * @param ef candidates to keep, and results at most; at least 1
   */
  int[] search(HnswGraph graph, RandomVectorScorer scorer, int ef) throws IOException {
    if (graph.size() == 0) {
      return new int[0];
    }
    open.clear();
    nearest.clear();
    try {
      searchBottomLayer(graph, scorer, descend(graph, scorer), ef);
    } finally {
      unmark();
    }
    int[] nodes = new int[nearest.size()];
    for (int i = nodes.length - 1; i >= 0; i--) {
      nodes[i] = NodeHeap.node(nearest.removeLeast());
    }
    return nodes;
  }

  /** Greedily from the entry point through the upper layers. */
  private long descend(HnswGraph graph, RandomVectorScorer scorer) throws IOException {
    int node = graph.entryNode();
    long best = NodeHeap.entry(node, scorer.score(node));
    for (int level = graph.numLevels() - 1; level > 0; level--) {
      long before;
      do {
        before = best;
        graph.seek(level, NodeHeap.node(best));
        int count = readLinks(graph);
        scorer.bulkScore(batch, scores, count);
        for (int i = 0; i < count; i++) {
          if (scores[i] > NodeHeap.score(best)) {
            best = NodeHeap.entry(batch[i], scores[i]);
          }
        }
      } while (best != before);
    }
    return best;
  }

  private int readLinks(HnswGraph graph) throws IOException {
    int count = 0;
    ensureBatch(graph.neighborCount());
    for (int node = graph.nextNeighbor();
        node != DocIdSetIterator.NO_MORE_DOCS;
        node = graph.nextNeighbor()) {
      batch[count++] = node;
    }
    return count;
  }

  private void searchBottomLayer(HnswGraph graph, RandomVectorScorer scorer, long entry, int ef)
      throws IOException {
    mark(NodeHeap.node(entry));
    open.add(-entry);
    nearest.add(entry);
    while (open.size() > 0) {
      long best = -open.removeLeast();
      if (nearest.size() == ef && best < nearest.least()) {
        return;
      }
      graph.seek(0, NodeHeap.node(best));
      int count = readUnvisitedLinks(graph);
      scorer.bulkScore(batch, scores, count);
      for (int i = 0; i < count; i++) {
        offer(batch[i], scores[i], ef);
      }
    }
  }

  private int readUnvisitedLinks(HnswGraph graph) throws IOException {
    int count = 0;
    ensureBatch(graph.neighborCount());
    for (int node = graph.nextNeighbor();
        node != DocIdSetIterator.NO_MORE_DOCS;
        node = graph.nextNeighbor()) {
      if (mark(node)) {
        batch[count++] = node;
      }
    }
    return count;
  }

  private void offer(int node, float score, int ef) {
    if (nearest.size() == ef && score <= NodeHeap.score(nearest.least())) {
      return;
    }
    long entry = NodeHeap.entry(node, score);
    open.add(-entry);
    if (nearest.size() < ef) {
      nearest.add(entry);
    } else {
      nearest.replaceLeast(entry);
    }
  }

  private void ensureBatch(int links) {
    if (links > batch.length) {
      batch = new int[2 * links];
      scores = new float[2 * links];
    }
  }

  /** Whether the node was not marked before. */
  private boolean mark(int node) {
    int word = node / Long.SIZE;
    long bit = 1L << node;
    if ((visited[word] & bit) != 0) {
      return false;
    }
    if (visited[word] == 0) {
      if (markedWords == marked.length) {
        marked = Arrays.copyOf(marked, 2 * markedWords);
      }
      marked[markedWords++] = word;
    }
    visited[word] |= bit;
    return true;
  }

  private void unmark() {
    for (int i = 0; i < markedWords; i++) {
      visited[marked[i]] = 0;
    }
    markedWords = 0;
  }
}
