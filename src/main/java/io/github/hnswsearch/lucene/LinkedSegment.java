package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/**
 * A segment whose documents are all linked, each by the node of its number. Its graph is searched
 * directly, over codes with a scorer of our own. For any number of threads.
 */
final class LinkedSegment {
  private final int firstDocument;

  /** Documents that are not deleted; null where none is. */
  private final @Nullable Bits live;

  private final Lucene99HnswVectorsReader vectors;
  private final @Nullable QuantizedByteVectorValues codes;

  private LinkedSegment(
      int firstDocument,
      @Nullable Bits live,
      Lucene99HnswVectorsReader vectors,
      @Nullable QuantizedByteVectorValues codes) {
    this.firstDocument = firstDocument;
    this.live = live;
    this.vectors = vectors;
    this.codes = codes;
  }

  /** The segment; null where it has documents without vectors, or another format. */
  static @Nullable LinkedSegment of(LeafReaderContext leaf) throws IOException {
    if (!(VectorReaders.of(leaf) instanceof Lucene99HnswVectorsReader vectors)
        || vectors.getGraph(FieldNames.VECTOR).size() != leaf.reader().maxDoc()) {
      return null;
    }
    return new LinkedSegment(
        leaf.docBase,
        leaf.reader().getLiveDocs(),
        vectors,
        vectors.getQuantizedVectorValues(FieldNames.VECTOR)
                    instanceof QuantizedByteVectorValues values
                && VectorCodes.areIn(values)
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
    // Where items are deleted, nodes may bring no candidate and yet lead to the nearest.
    KnnCollector nearest =
        live == null ? new PatientCollector(ef) : new TopKnnCollector(ef, Integer.MAX_VALUE);
    HnswGraphSearcher.search(scorer(query), nearest, graph(), live);
    return Arrays.stream(nearest.topDocs().scoreDocs)
        .mapToInt(hit -> firstDocument + hit.doc)
        .toArray();
  }

  int firstDocument() {
    return firstDocument;
  }

  boolean hasBinaryCodes() {
    return codes != null && codes.getScalarEncoding() == ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE;
  }

  HnswGraph graph() throws IOException {
    return vectors.getGraph(FieldNames.VECTOR);
  }

  /** A scorer of nodes, for one search. */
  RandomVectorScorer scorer(float[] query) throws IOException {
    return codes == null
        ? vectors.getFlatVectorsReader().getRandomVectorScorer(FieldNames.VECTOR, query)
        : CodeScorer.of(codes, QuantizedQuery.of(codes, query));
  }
}
