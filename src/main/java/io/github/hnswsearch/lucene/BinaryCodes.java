package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.RandomAccessInput;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Codes of one bit a dimension, read where they lie. Its dot products are those that {@code
 * Lucene104ScalarQuantizedVectorScorer} estimates; they are had with two reads and no object a
 * code. For one thread at a time.
 */
final class BinaryCodes {
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** After each code: lower and upper end of its interval, its correction, its sum of bits. */
  private static final int UPPER = 4;

  private static final int CORRECTION = 8;
  private static final int SUM = 12;
  private static final int TERMS_BYTES = 16;

  private final RandomAccessInput codes;
  private final int size;
  private final int dimension;
  private final long record;
  private final byte[] code;
  private final byte[] terms = new byte[TERMS_BYTES];

  /** Keeps the compiler from leaving out reads of which nothing else comes. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  /**
   * Codes of a segment.
   *
   * @param values of which {@link #areIn} is true
   */
  BinaryCodes(QuantizedByteVectorValues values) throws IOException {
    IndexInput slice = values.getSlice();
    this.codes = slice.randomAccessSlice(0, slice.length());
    this.size = values.size();
    this.dimension = values.dimension();
    this.record = recordBytes(values);
    this.code = new byte[values.getVectorByteLength()];
  }

  /** Whether values are codes of one bit, laid out as this reads them. */
  static boolean areIn(QuantizedByteVectorValues values) {
    return values.getScalarEncoding() == ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE
        && values.getSlice() != null
        && values.getSlice().length() == recordBytes(values) * values.size();
  }

  private static long recordBytes(QuantizedByteVectorValues values) {
    return values.getVectorByteLength() + (long) TERMS_BYTES;
  }

  int size() {
    return size;
  }

  /** The dot product of a query with a node, less a constant of the query. */
  float dot(NibbleQuery query, int node) throws IOException {
    long start = node * record;
    codes.readBytes(start, code, 0, code.length);
    codes.readBytes(start + code.length, terms, 0, TERMS_BYTES);
    float lower = (float) FLOAT.get(terms, 0);
    float step = (float) FLOAT.get(terms, UPPER) - lower;
    float sum = (int) INT.get(terms, SUM);
    return lower * query.lower() * dimension
        + query.lower() * step * sum
        + lower * query.step() * query.sum()
        + step * query.step() * VectorUtil.int4BitDotProduct(query.planes(), code)
        + (float) FLOAT.get(terms, CORRECTION);
  }

  /**
   * Fetches nodes that lie anywhere: the first and the last byte of all of them; what lies between
   * comes along. These reads do not wait for one another, so the memory answers them side by side.
   */
  void fetch(int[] nodes, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      long start = nodes[i] * record;
      touched += codes.readByte(start) + codes.readByte(start + record - 1);
    }
  }
}
