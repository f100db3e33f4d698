package io.github.hnswsearch.dataset.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Rows of a data set of less than 64 KiB that is stored inside its header. */
final class CompactRows implements RowReader {
  private final ByteBuffer data;
  private final int columns;
  private final int rowBytes;

  CompactRows(ByteBuffer data, int columns, int elementBytes) {
    this.data = data;
    this.columns = columns;
    this.rowBytes = columns * elementBytes;
  }

  @Override
  public void read(long firstRow, int rows, BlockConsumer consumer) throws IOException {
    int from = Math.toIntExact(firstRow * rowBytes);
    consumer.accept(new Block(data.slice(from, rows * rowBytes), 0, rows, columns, 0, columns));
  }
}
