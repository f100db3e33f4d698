package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.exceptions.HdfFilterException;
import java.util.Arrays;

/**
 * The LZF filter of h5py, HDF5 filter 32000.
 *
 * <p>The format of LibLZF, without its block header. A control byte below 32 is followed by that
 * many literal bytes and one more. Any other starts a copy of bytes already written: its high three
 * bits are the length less 2, 7 meaning that another byte is added; its low five bits and the byte
 * after that are how far back the copy starts, less 1.
 */
final class Lzf {
  private static final int LITERALS_BELOW = 32;
  private static final int LONG_COPY = 7;

  private Lzf() {}

  /**
   * Unpacks a chunk.
   *
   * @param limit most bytes that it may unpack to
   */
  static byte[] decode(byte[] packed, int limit) {
    byte[] bytes = new byte[limit];
    int length = 0;
    int at = 0;
    try {
      while (at < packed.length) {
        int control = Byte.toUnsignedInt(packed[at++]);
        if (control < LITERALS_BELOW) {
          System.arraycopy(packed, at, bytes, length, control + 1);
          at += control + 1;
          length += control + 1;
        } else {
          int count = control >> 5;
          if (count == LONG_COPY) {
            count += Byte.toUnsignedInt(packed[at++]);
          }
          int from = length - ((control & 0x1f) << 8) - Byte.toUnsignedInt(packed[at++]) - 1;
          // Byte by byte: the copy may run into what it has just written.
          for (int i = 0; i < count + 2; i++) {
            bytes[length++] = bytes[from++];
          }
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw new HdfFilterException("an LZF chunk is damaged: " + e.getMessage());
    }
    return length == limit ? bytes : Arrays.copyOf(bytes, length);
  }
}
