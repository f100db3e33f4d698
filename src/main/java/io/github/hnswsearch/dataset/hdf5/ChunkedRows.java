package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are cut into chunks.
 *
 * <p>Chunks without filters are read in part, exactly the rows that are asked for. Packed chunks
 * are unpacked whole, once: the band of chunks side by side that hold the current row stays in
 * memory until a row of another band is asked for. So reading in order is fast for any shape of
 * chunk, also for the tall and narrow ones that h5py chooses by itself, (7813, 8) for 1,000,000 x
 * 1024 floats.
 */
final class ChunkedRows implements RowReader {
  private final Hdf5File file;
  private final String where;
  private final ChunkGrid grid;
  private final ChunkTable table;
  private final byte[] fill;
  private final @Nullable Filters filters;
  private final ByteBuffer[] band;
  private long bandNumber = -1;
  private ByteBuffer part = ByteBuffer.allocateDirect(0);

  /**
   * @param where for errors: file and data set
   * @param fill the element that chunks hold which were never written
   * @param filters null if chunks are stored as they are
   */
  ChunkedRows(
      Hdf5File file,
      String where,
      ChunkGrid grid,
      ChunkTable table,
      byte[] fill,
      @Nullable Filters filters) {
    this.file = file;
    this.where = where;
    this.grid = grid;
    this.table = table;
    this.fill = fill;
    this.filters = filters;
    this.band = new ByteBuffer[grid.chunksAcross()];
  }

  @Override
  public void read(long firstRow, int rows, BlockConsumer consumer) throws IOException {
    int chunkRows = grid.chunkRows();
    int done = 0;
    while (done < rows) {
      long number = (firstRow + done) / chunkRows;
      int skipped = (int) ((firstRow + done) % chunkRows);
      int count = Math.min(chunkRows - skipped, rows - done);
      for (int across = 0; across < grid.chunksAcross(); across++) {
        int firstColumn = across * grid.chunkColumns();
        int columns = Math.min(grid.chunkColumns(), grid.columns() - firstColumn);
        ByteBuffer bytes = rowsOfChunk(number, across, skipped, count);
        consumer.accept(new Block(bytes, done, count, grid.rowStride(), firstColumn, columns));
      }
      done += count;
    }
  }

  private ByteBuffer rowsOfChunk(long number, int across, int skipped, int count)
      throws IOException {
    int rowBytes = grid.rowStride() * grid.elementBytes();
    if (filters == null) {
      return readPart(grid.number(number, across), skipped * rowBytes, count * rowBytes);
    }
    if (bandNumber != number) {
      load(number, filters);
    }
    return band[across].slice(skipped * rowBytes, count * rowBytes);
  }

  private ByteBuffer readPart(long chunk, int offset, int length) throws IOException {
    int index = table.find(chunk);
    if (index < 0) {
      return filled(length);
    }
    if (table.storedBytes(index) < grid.chunkBytes()) {
      throw new HdfException(
          "expected a chunk of " + grid.chunkBytes() + " bytes, found " + table.storedBytes(index));
    }
    if (part.capacity() < length) {
      part = ByteBuffer.allocateDirect(length);
    }
    part.clear().limit(length);
    file.read(table.address(index) + offset, part);
    return part.flip();
  }

  /** Unpacks a band of chunks. */
  private void load(long number, Filters decoder) throws IOException {
    bandNumber = -1;
    for (int across = 0; across < band.length; across++) {
      long chunk = grid.number(number, across);
      band[across] = Guard.call(rowsOfBand(number), () -> unpack(chunk, decoder));
    }
    bandNumber = number;
  }

  private ByteBuffer unpack(long chunk, Filters decoder) throws IOException {
    int index = table.find(chunk);
    if (index < 0) {
      return filled(grid.chunkBytes());
    }
    if (!file.holds(table.address(index), table.storedBytes(index))) {
      throw new HdfException("a chunk lies beyond the end of the file");
    }
    ByteBuffer stored = ByteBuffer.allocate(table.storedBytes(index));
    file.read(table.address(index), stored);
    return ByteBuffer.wrap(decoder.decode(stored.array(), table.filterMask(index)));
  }

  private ByteBuffer filled(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = fill[i % fill.length];
    }
    return ByteBuffer.wrap(bytes);
  }

  private String rowsOfBand(long number) {
    long first = number * grid.chunkRows();
    long last = Math.min(first + grid.chunkRows(), grid.rows()) - 1;
    return where + ", chunk of rows " + first + " to " + last;
  }
}
