package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.RandomAccessInput;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;

/**
 * Quantized vectors of a segment. Their dot products are those that {@code
 * Lucene104ScalarQuantizedVectorScorer} estimates; they are had with one read and no object a code.
 * For one thread at a time.
 */
final class VectorCodes {
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** After each code: lower and upper end of its interval, its correction, its sum of levels. */
  private static final int UPPER = 4;

  private static final int CORRECTION = 8;
  private static final int SUM = 12;
  private static final int TERMS_BYTES = 16;

  private final RandomAccessInput codes;
  private final int size;
  private final int dimension;
  private final float highestLevel;
  private final int record;
  private final byte[] code;

  /** Codes that were read, each with its terms. */
  private byte[] records;

  /**
   * Codes of a segment.
   *
   * @param values of which {@link #areIn} is true
   */
  VectorCodes(QuantizedByteVectorValues values) throws IOException {
    IndexInput slice = values.getSlice();
    this.codes = slice.randomAccessSlice(0, slice.length());
    this.size = values.size();
    this.dimension = values.dimension();
    this.highestLevel = QuantizedQuery.highestLevel(values.getScalarEncoding().getBits());
    this.record = recordBytes(values);
    this.code = new byte[values.getVectorByteLength()];
    this.records = new byte[record];
  }

  /** Whether values are laid out as this reads them. */
  static boolean areIn(QuantizedByteVectorValues values) {
    return values.getSlice() != null
        && values.getSlice().length() == (long) recordBytes(values) * values.size();
  }

  private static int recordBytes(QuantizedByteVectorValues values) {
    return values.getVectorByteLength() + TERMS_BYTES;
  }

  int size() {
    return size;
  }

  /**
   * Reads nodes that lie anywhere, all of them before any is compared: the reads do not wait for
   * one another, so the memory answers them side by side.
   */
  void read(int[] nodes, int count) throws IOException {
    if (records.length < count * record) {
      records = new byte[count * record];
    }
    for (int i = 0; i < count; i++) {
      read(nodes[i], i);
    }
  }

  /** Reads one node into a place, the first of which is 0. */
  void read(int node, int place) throws IOException {
    codes.readBytes((long) node * record, records, place * record, record);
  }

  /** The dot product of a query with the node that was read into a place, less a constant. */
  float dot(QuantizedQuery query, int place) {
    int start = place * record;
    int terms = start + code.length;
    System.arraycopy(records, start, code, 0, code.length);
    float lower = (float) FLOAT.get(records, terms);
    float step = ((float) FLOAT.get(records, terms + UPPER) - lower) / highestLevel;
    float sum = (int) INT.get(records, terms + SUM);
    return lower * query.lower() * dimension
        + query.lower() * step * sum
        + lower * query.step() * query.sum()
        + step * query.step() * query.dotLevels(code)
        + (float) FLOAT.get(records, terms + CORRECTION);
  }
}
