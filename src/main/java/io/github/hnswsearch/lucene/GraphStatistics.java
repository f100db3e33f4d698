package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.jspecify.annotations.Nullable;

/**
 * What an index's graphs look like.
 *
 * @param segments segments that hold documents
 * @param linked nodes of the bottom layers that are no deleted items
 * @param levels of the highest graph
 */
record GraphStatistics(int segments, long linked, int levels) {

  static GraphStatistics of(DirectoryReader reader) throws IOException {
    long linked = 0;
    int levels = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      if (VectorReaders.of(leaf) instanceof HnswGraphProvider provider) {
        HnswGraph graph = provider.getGraph(FieldNames.VECTOR);
        linked += live(leaf, graph).cardinality();
        levels = Math.max(levels, graph.numLevels());
      }
    }
    return new GraphStatistics(reader.leaves().size(), linked, levels);
  }

  /**
   * Nodes that are no deleted items and to which no links lead from the entry of their graph. Every
   * link is followed.
   */
  static long unreachable(DirectoryReader reader) throws IOException {
    long unreachable = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      if (VectorReaders.of(leaf) instanceof HnswGraphProvider provider) {
        FixedBitSet live = live(leaf, provider.getGraph(FieldNames.VECTOR));
        live.andNot(ReachableNodes.of(provider.getGraph(FieldNames.VECTOR)));
        unreachable += live.cardinality();
      }
    }
    return unreachable;
  }

  private static FixedBitSet live(LeafReaderContext leaf, HnswGraph graph) throws IOException {
    FixedBitSet live = new FixedBitSet(graph.size());
    @Nullable Bits liveDocuments = leaf.reader().getLiveDocs();
    FloatVectorValues vectors = leaf.reader().getFloatVectorValues(FieldNames.VECTOR);
    for (int node = 0; node < graph.size(); node++) {
      if (liveDocuments == null || liveDocuments.get(vectors.ordToDoc(node))) {
        live.set(node);
      }
    }
    return live;
  }
}
