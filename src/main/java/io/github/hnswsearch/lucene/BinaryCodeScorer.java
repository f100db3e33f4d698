package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.RandomAccessInput;
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
  private static final int CACHE_LINE_BYTES = 64;

  private final RandomAccessInput codes;
  private final int size;
  private final int dimension;
  private final long record;
  private final byte[] query;
  private final byte[] code;
  private final byte[] terms = new byte[TERMS_BYTES];
  private final float queryLower;
  private final float queryStep;
  private final float querySum;

  /** Keeps the compiler from leaving out reads of which nothing else comes. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  /**
   * A scorer for one search.
   *
   * @param values of which {@link #reads} is true
   * @param vector the query, of unit length
   */
  BinaryCodeScorer(QuantizedByteVectorValues values, float[] vector) throws IOException {
    ScalarEncoding encoding = values.getScalarEncoding();
    IndexInput slice = values.getSlice();
    this.codes = slice.randomAccessSlice(0, slice.length());
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
    long start = node * record;
    codes.readBytes(start, code, 0, code.length);
    codes.readBytes(start + code.length, terms, 0, TERMS_BYTES);
    float lower = (float) FLOAT.get(terms, 0);
    float step = (float) FLOAT.get(terms, UPPER) - lower;
    float sum = (int) INT.get(terms, SUM);
    return lower * queryLower * dimension
        + queryLower * step * sum
        + lower * queryStep * querySum
        + step * queryStep * VectorUtil.int4BitDotProduct(query, code)
        + (float) FLOAT.get(terms, CORRECTION);
  }

  /**
   * Scores nodes that lie anywhere. A byte of each cache line of all of them is read first: those
   * reads do not wait for one another, so the memory answers them side by side.
   */
  @Override
  public float bulkScore(int[] nodes, float[] scores, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      long start = nodes[i] * record;
      for (long at = start; at < start + record; at += CACHE_LINE_BYTES) {
        touched += codes.readByte(at);
      }
      touched += codes.readByte(start + record - 1);
    }
    float best = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      scores[i] = score(nodes[i]);
      best = Math.max(best, scores[i]);
    }
    return best;
  }

  @Override
  public int maxOrd() {
    return size;
  }
}
