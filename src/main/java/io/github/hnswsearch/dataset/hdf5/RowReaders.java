package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import io.jhdf.ObjectHeader;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.CompactDataset;
import io.jhdf.dataset.ContiguousDatasetImpl;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.FillValueMessage;
import java.nio.ByteBuffer;

/** Chooses the reader for the layout of a data set, once its sizes are found to be sound. */
final class RowReaders {
  private static final long UNDEFINED_ADDRESS = -1;
  private static final long MAX_BUFFER_BYTES = 256L << 20;

  private RowReaders() {}

  /**
   * Opens a data set for reading.
   *
   * @param where for errors: file and data set
   * @param columns elements of a row
   * @throws BadInputException if its header contradicts the file or asks for too much memory
   */
  static RowReader open(Hdf5File file, String where, StoredDataset dataset, int columns)
      throws BadInputException {
    return Guard.call(where, () -> choose(file, where, dataset, columns));
  }

  private static RowReader choose(Hdf5File file, String where, StoredDataset dataset, int columns)
      throws BadInputException {
    int elementBytes = dataset.type().getSize();
    if (elementBytes < 1) {
      throw new HdfException("its elements have a size of " + elementBytes + " bytes");
    }
    checkMemory(where, dataset, (long) columns * elementBytes);
    long bytes =
        Math.multiplyExact(dataset.rows(), Math.multiplyExact((long) columns, elementBytes));
    if (dataset.node() instanceof ContiguousDatasetImpl contiguous) {
      long address = contiguous.getDataAddress();
      if (address == UNDEFINED_ADDRESS) {
        throw neverWritten(where, dataset);
      }
      if (!file.holds(address, bytes)) {
        throw new HdfException(String.format("its %,d bytes do not fit into the file", bytes));
      }
      return new ContiguousRows(file, address, dataset.rows(), columns, elementBytes);
    }
    if (dataset.node() instanceof CompactDataset compact) {
      ByteBuffer data = compact.getDataBuffer();
      if (data.remaining() < bytes) {
        throw new HdfException(
            String.format("expected %,d bytes, found %,d", bytes, data.remaining()));
      }
      return new CompactRows(data, columns, elementBytes);
    }
    return chunked(file, where, dataset, elementBytes);
  }

  private static RowReader chunked(
      Hdf5File file, String where, StoredDataset dataset, int elementBytes)
      throws BadInputException {
    ObjectHeader header = dataset.node().getHeader();
    int[] chunkShape = ((ChunkedDataset) dataset.node()).getChunkDimensions();
    ChunkGrid grid = ChunkGrid.of(dataset.shape(), chunkShape, elementBytes);
    Filters filters = null;
    if (Filters.present(header)) {
      filters = Filters.of(where, header, grid.chunkBytes());
      checkMemory(where, dataset, grid.bandBytes());
    } else {
      checkMemory(where, dataset, (long) grid.rowStride() * elementBytes);
    }
    ChunkTable table = ChunkTable.read(file.storageOfOneWalk(), dataset.node(), grid);
    if (table.size() == 0) {
      throw neverWritten(where, dataset);
    }
    return new ChunkedRows(file, where, grid, table, fill(header, elementBytes), filters);
  }

  /**
   * Refuses what cannot be read with bounded memory: packed chunks side by side have to be unpacked
   * whole to get at one row.
   */
  private static void checkMemory(String where, StoredDataset dataset, long bytes)
      throws BadInputException {
    long most = Math.min(MAX_BUFFER_BYTES, Runtime.getRuntime().maxMemory() / 4);
    if (bytes > most) {
      throw new BadInputException(
          where,
          String.format(
              "reading one row takes %,d MiB of memory, because chunks are unpacked whole;"
                  + " expected at most %,d MiB",
              bytes >> 20, most >> 20),
          "Rewrite the file with smaller chunks: \"h5repack -l "
              + dataset.path()
              + ":CHUNK="
              + smallChunk(dataset.shape())
              + " IN.h5 OUT.h5\", or give the program a larger heap (-Xmx) if it is below 1 GiB");
    }
  }

  /** 1024 rows of 64 columns, in h5repack's words. */
  private static String smallChunk(long[] shape) {
    return switch (shape.length) {
      case 1 -> "1024";
      case 2 -> "1024x" + Math.min(shape[1], 64);
      default -> "1024x1x" + Math.min(shape[2], 64);
    };
  }

  private static BadInputException neverWritten(String where, StoredDataset dataset) {
    return new BadInputException(
        where,
        "none of its " + dataset.rows() + " rows was ever written",
        "Check the program that made the file; it stopped before writing them");
  }

  /** What HDF5 says an element is that was never written: 0 unless its maker chose otherwise. */
  private static byte[] fill(ObjectHeader header, int elementBytes) {
    byte[] fill = new byte[elementBytes];
    for (FillValueMessage message : header.getMessagesOfType(FillValueMessage.class)) {
      if (message.isFillValueDefined() && message.getFillValue().remaining() == elementBytes) {
        message.getFillValue().get(fill);
      }
    }
    return fill;
  }
}
