package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.jspecify.annotations.Nullable;

/**
 * A segment whose documents are all live and linked, each by the node of its number. It is searched
 * without a query of Lucene's, whose rewriting and collecting take a third of the time. For any
 * number of threads.
 */
final class LinkedSegment {
  private final int firstDocument;
  private final Lucene99HnswVectorsReader vectors;
  private final @Nullable QuantizedByteVectorValues codes;
  private final Queue<BeamSearch> idle = new ConcurrentLinkedQueue<>();

  private LinkedSegment(
      int firstDocument,
      Lucene99HnswVectorsReader vectors,
      @Nullable QuantizedByteVectorValues codes) {
    this.firstDocument = firstDocument;
    this.vectors = vectors;
    this.codes = codes;
  }

  /** The segment; null where it has deletions, documents without vectors, or another format. */
  static @Nullable LinkedSegment of(LeafReaderContext leaf) throws IOException {
    if (!(leaf.reader() instanceof CodecReader reader)
        || reader.hasDeletions()
        || !(reader.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields)) {
      return null;
    }
    KnnVectorsReader field = fields.getFieldReader(FieldNames.VECTOR);
    if (!(field instanceof Lucene99HnswVectorsReader vectors)
        || vectors.getGraph(FieldNames.VECTOR).size() != reader.maxDoc()) {
      return null;
    }
    return new LinkedSegment(
        leaf.docBase,
        vectors,
        vectors.getQuantizedVectorValues(FieldNames.VECTOR)
                    instanceof QuantizedByteVectorValues values
                && BinaryCodeScorer.reads(values)
            ? values
            : null);
  }

  /**
   * Documents that lie nearest by the vectors that the graph is searched with, best first.
   *
   * @param query of unit length
   * @param ef candidates to keep, and results at most
   */
  int[] nearest(float[] query, int ef) throws IOException {
    HnswGraph graph = vectors.getGraph(FieldNames.VECTOR);
    @Nullable BeamSearch search = idle.poll();
    if (search == null) {
      search = new BeamSearch(graph.size());
    }
    int[] documents = search.search(graph, scorer(query), ef);
    idle.add(search);
    for (int i = 0; i < documents.length; i++) {
      documents[i] += firstDocument;
    }
    return documents;
  }

  private RandomVectorScorer scorer(float[] query) throws IOException {
    return codes == null
        ? vectors.getFlatVectorsReader().getRandomVectorScorer(FieldNames.VECTOR, query)
        : BinaryCodeScorer.of(codes, query);
  }
}
