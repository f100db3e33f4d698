package io.github.hnswsearch.dataset.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Rows that lie one after another in the file: one positional read a slice. */
final class ContiguousRows implements RowReader {
  private static final int SLICE_BYTES = 4 << 20;

  private final Hdf5File file;
  private final long address;
  private final int columns;
  private final long rowBytes;
  private final int sliceRows;
  private final ByteBuffer slice;

  /**
   * @param address of the first row, user block not counted
   * @param rows of the data set
   * @param columns elements of a row
   * @param elementBytes bytes of an element
   */
  ContiguousRows(Hdf5File file, long address, long rows, int columns, int elementBytes) {
    this.file = file;
    this.address = address;
    this.columns = columns;
    this.rowBytes = (long) columns * elementBytes;
    this.sliceRows = (int) Math.clamp(SLICE_BYTES / rowBytes, 1, rows);
    this.slice = ByteBuffer.allocateDirect(Math.toIntExact(sliceRows * rowBytes));
  }

  @Override
  public void read(long firstRow, int rows, BlockConsumer consumer) throws IOException {
    for (int done = 0; done < rows; done += sliceRows) {
      int count = Math.min(sliceRows, rows - done);
      slice.clear().limit(Math.toIntExact(count * rowBytes));
      file.read(address + (firstRow + done) * rowBytes, slice);
      consumer.accept(new Block(slice.flip(), done, count, columns, 0, columns));
    }
  }
}
