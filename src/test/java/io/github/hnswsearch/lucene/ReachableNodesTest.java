package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.junit.jupiter.api.Test;

class ReachableNodesTest {
  private static final int NODES = 6;

  @Test
  void aNodeThatOthersLinkToIsReachedThoughItLinksToNone() throws IOException {
    assertThat(reached(List.of(Map.of(0, List.of(1), 1, List.of(2))))).containsExactly(0, 1, 2);
  }

  @Test
  void aNodeThatOnlyLinksToOthersIsNotReached() throws IOException {
    assertThat(reached(List.of(Map.of(3, List.of(0))))).containsExactly(0);
  }

  @Test
  void nodesOfUpperLayersLeadToPartsOfTheBottomThatHaveNoLinksBetweenThem() throws IOException {
    assertThat(reached(List.of(Map.of(0, List.of(1), 4, List.of(5)), Map.of(0, List.of(4)))))
        .containsExactly(0, 1, 4, 5);
  }

  @Test
  void anEmptyGraphHasNone() throws IOException {
    assertThat(ReachableNodes.of(HnswGraph.EMPTY).length()).isZero();
  }

  private static int[] reached(List<Map<Integer, List<Integer>>> layers) throws IOException {
    FixedBitSet nodes = ReachableNodes.of(new Links(layers));
    return IntStream.range(0, NODES).filter(nodes::get).toArray();
  }

  /** A graph that is entered at node 0, layer by layer from the bottom. */
  private static final class Links extends HnswGraph {
    private final List<Map<Integer, List<Integer>>> layers;
    private Iterator<Integer> neighbours = List.<Integer>of().iterator();

    Links(List<Map<Integer, List<Integer>>> layers) {
      this.layers = layers;
    }

    @Override
    public void seek(int level, int node) {
      neighbours = layers.get(level).getOrDefault(node, List.of()).iterator();
    }

    @Override
    public int nextNeighbor() {
      return neighbours.hasNext() ? neighbours.next() : DocIdSetIterator.NO_MORE_DOCS;
    }

    @Override
    public int size() {
      return NODES;
    }

    @Override
    public int numLevels() {
      return layers.size();
    }

    @Override
    public int maxConn() {
      return NODES;
    }

    @Override
    public int entryNode() {
      return 0;
    }

    @Override
    public int neighborCount() {
      return UNKNOWN_MAX_CONN;
    }

    @Override
    public NodesIterator getNodesOnLevel(int level) {
      throw new UnsupportedOperationException();
    }
  }
}
