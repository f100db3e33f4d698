package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.jspecify.annotations.Nullable;

/**
 * What an index's graphs look like.
 *
 * @param segments segments that hold documents
 * @param linked nodes of the bottom layers that are no deleted items: those that a graph search can
 *     find at all
 * @param levels of the highest graph
 */
record GraphStatistics(int segments, long linked, int levels) {

  static GraphStatistics of(DirectoryReader reader) throws IOException {
    long linked = 0;
    int levels = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      if (VectorReaders.of(leaf) instanceof HnswGraphProvider provider) {
        HnswGraph graph = provider.getGraph(FieldNames.VECTOR);
        linked += live(leaf, graph);
        levels = Math.max(levels, graph.numLevels());
      }
    }
    return new GraphStatistics(reader.leaves().size(), linked, levels);
  }

  private static long live(LeafReaderContext leaf, HnswGraph graph) throws IOException {
    @Nullable Bits live = leaf.reader().getLiveDocs();
    if (live == null) {
      return graph.size();
    }
    FloatVectorValues vectors = leaf.reader().getFloatVectorValues(FieldNames.VECTOR);
    long count = 0;
    for (int node = 0; node < graph.size(); node++) {
      if (live.get(vectors.ordToDoc(node))) {
        count++;
      }
    }
    return count;
  }
}
