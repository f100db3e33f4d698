package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.NeighborQueue;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/**
 * Searches the lowest level of a graph along the nodes that pass a filter: neighbours that do not
 * pass are never compared, but the way leads on through them to their neighbours. It begins at
 * nodes that pass, so that a region far from the query is found at once. For one search.
 */
final class FilteredGraphSearch {
  /** Where the search begins, of the seeds that lie nearest. */
  private static final int ENTRIES = 32;

  /**
   * Nodes to compare around one, as a multiple of the links of a node in upper levels; at the
   * lowest level a node has twice as many links. More of them made up for what filters cut off at
   * less cost than more candidates.
   */
  private static final int WIDTH = 3;

  /**
   * Candidates to keep, as a multiple of those wanted. What lies nearest to a query far from all
   * that passes does not lie close together: with a region of half of 30,000 rows .95 to .97 of it
   * was found so, at two to three times the time of a search without a filter.
   */
  private static final double BEAM = 1.1;

  private final RandomVectorScorer scorer;
  private final HnswGraph graph;
  private final FixedBitSet passing;

  /** Nodes that were compared, and such that do not pass and were led through. */
  private final FixedBitSet visited;

  private final int width;
  private final int[] around;
  private final int[] refused;
  private final float[] scores;
  private final int beam;
  private final NeighborQueue open;
  private final NeighborQueue best;

  private FilteredGraphSearch(
      RandomVectorScorer scorer, HnswGraph graph, FixedBitSet passing, int ef) {
    this.scorer = scorer;
    this.graph = graph;
    this.passing = passing;
    this.visited = new FixedBitSet(passing.length());
    int links = 2 * graph.maxConn();
    this.width = WIDTH * graph.maxConn();
    this.around = new int[width + links];
    this.refused = new int[links];
    this.scores = new float[around.length];
    this.beam = (int) Math.ceil(BEAM * ef);
    this.open = new NeighborQueue(beam, true);
    this.best = new NeighborQueue(beam, false);
  }

  /**
   * The nodes with the highest scores that are found, in no order.
   *
   * @param seeds nodes that pass
   * @param ef how many at most, 1 or more
   */
  static int[] nearest(
      RandomVectorScorer scorer, HnswGraph graph, FixedBitSet passing, int[] seeds, int ef)
      throws IOException {
    FilteredGraphSearch search = new FilteredGraphSearch(scorer, graph, passing, ef);
    search.enter(seeds);
    search.walk();
    while (search.best.size() > ef) {
      search.best.pop();
    }
    return search.best.nodes();
  }

  private void enter(int[] seeds) throws IOException {
    float[] seedScores = new float[seeds.length];
    scorer.bulkScore(seeds, seedScores, seeds.length);
    NeighborQueue entries = new NeighborQueue(ENTRIES, false);
    for (int i = 0; i < seeds.length; i++) {
      entries.insertWithOverflow(seeds[i], seedScores[i]);
    }
    while (entries.size() > 0) {
      float score = entries.topScore();
      int node = entries.pop();
      visited.set(node);
      keep(node, score);
    }
  }

  private void walk() throws IOException {
    while (open.size() > 0 && open.topScore() >= worst()) {
      int count = lookAround(open.pop());
      if (count > 0) {
        scorer.bulkScore(around, scores, count);
      }
      for (int i = 0; i < count; i++) {
        if (scores[i] > worst()) {
          keep(around[i], scores[i]);
        }
      }
    }
  }

  /** Puts what passes and was not compared yet into {@link #around}: neighbours, then theirs. */
  private int lookAround(int node) throws IOException {
    int count = 0;
    int closed = 0;
    graph.seek(0, node);
    for (int next = graph.nextNeighbor();
        next != DocIdSetIterator.NO_MORE_DOCS;
        next = graph.nextNeighbor()) {
      if (!visited.get(next)) {
        if (passing.get(next)) {
          visited.set(next);
          around[count++] = next;
        } else {
          refused[closed++] = next;
        }
      }
    }
    for (int i = 0; i < closed && count < width; i++) {
      visited.set(refused[i]);
      graph.seek(0, refused[i]);
      for (int next = graph.nextNeighbor();
          next != DocIdSetIterator.NO_MORE_DOCS;
          next = graph.nextNeighbor()) {
        if (passing.get(next) && !visited.getAndSet(next)) {
          around[count++] = next;
        }
      }
    }
    return count;
  }

  private float worst() {
    return best.size() < beam ? Float.NEGATIVE_INFINITY : best.topScore();
  }

  private void keep(int node, float score) {
    open.add(node, score);
    best.insertWithOverflow(node, score);
  }
}
