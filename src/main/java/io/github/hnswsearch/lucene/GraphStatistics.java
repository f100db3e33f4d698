package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.hnsw.HnswGraph;

/**
 * What an index's graphs look like.
 *
 * @param segments segments that hold documents
 * @param linked nodes of the bottom layers: the items that a graph search can reach at all
 * @param levels of the highest graph
 */
record GraphStatistics(int segments, long linked, int levels) {

  static GraphStatistics of(DirectoryReader reader) throws IOException {
    long linked = 0;
    int levels = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      if (VectorReaders.of(leaf) instanceof HnswGraphProvider provider) {
        HnswGraph graph = provider.getGraph(FieldNames.VECTOR);
        linked += graph.size();
        levels = Math.max(levels, graph.numLevels());
      }
    }
    return new GraphStatistics(reader.leaves().size(), linked, levels);
  }
}
