package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.exceptions.HdfFilterException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The deflate ("gzip") filter, HDF5 filter 1: a zlib stream per chunk. */
final class Deflate {
  private Deflate() {}

  /**
   * Inflates a chunk; zlib's own checksum is verified on the way.
   *
   * @param limit most bytes that it may inflate to: half a megabyte can hold half a gigabyte
   */
  static byte[] decode(byte[] packed, int limit) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      byte[] bytes = new byte[limit];
      int length = 0;
      while (!inflater.finished()) {
        // Past the limit one byte more is asked for, to tell a full chunk from one that goes on.
        int count =
            length < limit
                ? inflater.inflate(bytes, length, limit - length)
                : inflater.inflate(new byte[1]);
        length += count;
        if (length > limit) {
          throw new HdfFilterException(
              "a gzip chunk inflates to more than its " + limit + " bytes");
        }
        if (count == 0 && !inflater.finished()) {
          throw new HdfFilterException("a gzip chunk ends before its data does");
        }
      }
      return length == limit ? bytes : Arrays.copyOf(bytes, length);
    } catch (DataFormatException e) {
      throw new HdfFilterException("a gzip chunk is damaged: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }
}
