package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.exceptions.HdfException;

/**
 * How rows are cut into chunks.
 *
 * <p>The data set is rows x columns, with any axes of length 1 between them; the chunks may be
 * longer than the data set on every axis.
 *
 * @param rows of the data set
 * @param columns elements of a row of the data set
 * @param chunkShape elements of a chunk on each axis
 * @param elementBytes bytes of an element
 */
record ChunkGrid(long rows, int columns, int[] chunkShape, int elementBytes) {

  /**
   * @param shape of the data set
   */
  static ChunkGrid of(long[] shape, int[] chunkShape, int elementBytes) {
    for (int length : chunkShape) {
      if (length < 1) {
        throw new HdfException("a chunk has the length " + length);
      }
    }
    if (chunkShape.length != shape.length) {
      throw new HdfException(
          "chunks have " + chunkShape.length + " axes, their data set has " + shape.length);
    }
    int columns = shape.length == 1 ? 1 : Math.toIntExact(shape[shape.length - 1]);
    return new ChunkGrid(shape[0], columns, chunkShape, elementBytes);
  }

  int chunkRows() {
    return chunkShape[0];
  }

  /** Columns of a chunk. */
  int chunkColumns() {
    return chunkShape.length == 1 ? 1 : chunkShape[chunkShape.length - 1];
  }

  /** Elements from one row of a chunk to the next. */
  int rowStride() {
    int stride = 1;
    for (int axis = 1; axis < chunkShape.length; axis++) {
      stride = Math.multiplyExact(stride, chunkShape[axis]);
    }
    return stride;
  }

  int chunkBytes() {
    return Math.multiplyExact(Math.multiplyExact(chunkRows(), rowStride()), elementBytes);
  }

  /** Chunks side by side that hold a row. */
  int chunksAcross() {
    return Math.ceilDiv(columns, chunkColumns());
  }

  /** Bytes of all unpacked chunks that hold a row. */
  long bandBytes() {
    return (long) chunkBytes() * chunksAcross();
  }

  /** Whether a chunk at this offset holds elements of the data set. */
  boolean holds(long[] offset) {
    if (offset[0] >= rows) {
      return false;
    }
    for (int axis = 1; axis < offset.length - 1; axis++) {
      if (offset[axis] != 0) {
        return false;
      }
    }
    return offset.length == 1 || offset[offset.length - 1] < columns;
  }

  /** The number of the chunk at an offset in elements: chunks are numbered row-major. */
  long number(long[] offset) {
    long across = offset.length == 1 ? 0 : offset[offset.length - 1];
    if (offset[0] % chunkRows() != 0 || across % chunkColumns() != 0) {
      throw new HdfException("a chunk lies between the places of two chunks");
    }
    return number(offset[0] / chunkRows(), (int) (across / chunkColumns()));
  }

  /** The number of a chunk by its band of rows and its place across. */
  long number(long band, int across) {
    return band * chunksAcross() + across;
  }
}
