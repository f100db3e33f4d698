package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.exceptions.HdfFilterException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The Fletcher32 filter, HDF5 filter 3: four bytes of checksum behind each chunk.
 *
 * <p>J. Fletcher, "An Arithmetic Checksum for Serial Transmissions", IEEE Transactions on
 * Communications 30(1), 1982: two sums modulo 65535 over 16-bit words, which HDF5 takes big-endian,
 * a last odd byte as the high half of a word. The checksum itself is stored little-endian.
 */
final class Fletcher32 {
  static final int BYTES = Integer.BYTES;

  /** Words whose second sum stays below 2^31 when both sums start below 2^17. */
  private static final int WORDS_BEFORE_FOLDING = 360;

  private Fletcher32() {}

  /** Returns the data without its checksum, once that is verified. */
  static byte[] verify(byte[] checked) {
    if (checked.length < BYTES) {
      throw new HdfFilterException("a chunk is too short for its Fletcher32 checksum");
    }
    byte[] data = Arrays.copyOf(checked, checked.length - BYTES);
    int stored =
        ByteBuffer.wrap(checked, data.length, BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
    int computed = checksum(data);
    if (stored != computed) {
      throw new HdfFilterException(
          String.format(
              "the Fletcher32 checksum of a chunk is wrong: expected %08x, computed %08x",
              stored, computed));
    }
    return data;
  }

  private static int checksum(byte[] data) {
    int sum1 = 0;
    int sum2 = 0;
    int words = data.length / 2;
    for (int start = 0; start < words; start += WORDS_BEFORE_FOLDING) {
      int end = Math.min(words, start + WORDS_BEFORE_FOLDING);
      for (int i = start; i < end; i++) {
        sum1 += ((data[2 * i] & 0xff) << 8) | (data[2 * i + 1] & 0xff);
        sum2 += sum1;
      }
      sum1 = fold(sum1);
      sum2 = fold(sum2);
    }
    if (data.length % 2 == 1) {
      sum1 = fold(sum1 + ((data[data.length - 1] & 0xff) << 8));
      sum2 = fold(sum2 + sum1);
    }
    return (fold(sum2) << 16) | fold(sum1);
  }

  /** Adds the high half to the low half: the same value modulo 65535, in fewer bits. */
  private static int fold(int sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }
}
