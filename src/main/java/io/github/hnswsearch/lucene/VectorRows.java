package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.util.VectorUtil;

/** The exact vectors of one segment, read in document order. */
final class VectorRows {
  private final int firstDocument;
  private final FloatVectorValues values;
  private final DocIndexIterator iterator;

  private VectorRows(LeafReaderContext leaf) throws IOException {
    firstDocument = leaf.docBase;
    values = leaf.reader().getFloatVectorValues(FieldNames.VECTOR);
    iterator = values.iterator();
  }

  /** The rows of the segment that holds a document. */
  static VectorRows of(IndexReader reader, int document) throws IOException {
    return new VectorRows(reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves())));
  }

  /** The cosine of two unit vectors, -1 to 1. */
  static double cosine(float[] left, float[] right) {
    return Math.clamp(VectorUtil.dotProduct(left, right), -1f, 1f);
  }

  /**
   * The vector of a document; overwritten by the next one that is asked for.
   *
   * @param document after those asked for before
   */
  float[] vector(int document) throws IOException {
    iterator.advance(document - firstDocument);
    return values.vectorValue(iterator.index());
  }
}
