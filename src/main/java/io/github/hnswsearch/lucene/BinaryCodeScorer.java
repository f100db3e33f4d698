package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.OptimizedScalarQuantizer;
import org.apache.lucene.util.quantization.OptimizedScalarQuantizer.QuantizationResult;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Compares a query of four bits a dimension with codes of one bit. Its scores are the dot products
 * that {@code Lucene104ScalarQuantizedVectorScorer} estimates, less a constant of the query, which
 * takes no part in a ranking; they are had with two reads and no object a code.
 */
final class BinaryCodeScorer implements RandomVectorScorer {
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** After each code: lower and upper end of its interval, its correction, its sum of bits. */
  private static final int UPPER = 4;

  private static final int CORRECTION = 8;
  private static final int SUM = 12;
  private static final int TERMS_BYTES = 16;

  private static final float QUERY_LEVELS = 15;

  private final IndexInput codes;
  private final int size;
  private final int dimension;
  private final long record;
  private final byte[] query;
  private final byte[] code;
  private final byte[] terms = new byte[TERMS_BYTES];
  private final float queryLower;
  private final float queryStep;
  private final float querySum;

  /**
   * A scorer for one search.
   *
   * @param values of which {@link #reads} is true
   * @param vector the query, of unit length
   */
  BinaryCodeScorer(QuantizedByteVectorValues values, float[] vector) throws IOException {
    ScalarEncoding encoding = values.getScalarEncoding();
    this.codes = values.getSlice().clone();
    this.size = values.size();
    this.dimension = values.dimension();
    this.record = recordBytes(values);
    this.code = new byte[values.getVectorByteLength()];
    byte[] levels = new byte[encoding.getDiscreteDimensions(dimension)];
    this.query = new byte[encoding.getQueryPackedLength(levels.length)];
    QuantizationResult quantized =
        values
            .getQuantizer()
            .scalarQuantize(vector.clone(), levels, encoding.getQueryBits(), values.getCentroid());
    OptimizedScalarQuantizer.transposeHalfByte(levels, query);
    this.queryLower = quantized.lowerInterval();
    this.queryStep = (quantized.upperInterval() - queryLower) / QUERY_LEVELS;
    this.querySum = quantized.quantizedComponentSum();
  }

  /** Whether values are laid out as this reads them. */
  static boolean reads(QuantizedByteVectorValues values) throws IOException {
    return values.getScalarEncoding() == ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE
        && values.getSlice() != null
        && values.getSlice().length() == recordBytes(values) * values.size();
  }

  private static long recordBytes(QuantizedByteVectorValues values) {
    return values.getVectorByteLength() + (long) TERMS_BYTES;
  }

  @Override
  public float score(int node) throws IOException {
    codes.seek(node * record);
    codes.readBytes(code, 0, code.length);
    codes.readBytes(terms, 0, TERMS_BYTES);
    float lower = (float) FLOAT.get(terms, 0);
    float step = (float) FLOAT.get(terms, UPPER) - lower;
    float sum = (int) INT.get(terms, SUM);
    return lower * queryLower * dimension
        + queryLower * step * sum
        + lower * queryStep * querySum
        + step * queryStep * VectorUtil.int4BitDotProduct(query, code)
        + (float) FLOAT.get(terms, CORRECTION);
  }

  @Override
  public int maxOrd() {
    return size;
  }
}
