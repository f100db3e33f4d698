package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Reads the ids of consecutive rows. Used by one thread at a time. */
@FunctionalInterface
interface IdReader {

  /**
   * The ids of some rows, in order.
   *
   * @param firstRow zero-based
   * @param rows at least 1, within the data set
   */
  List<String> read(long firstRow, int rows) throws IOException;

  /** The row numbers themselves, zero-based. */
  static IdReader rowNumbers() {
    return (firstRow, rows) ->
        LongStream.range(firstRow, firstRow + rows).mapToObj(Long::toString).toList();
  }

  /**
   * Opens a data set of ids.
   *
   * @param where for errors: file and data set
   */
  static IdReader open(Hdf5File file, String where, StoredDataset dataset)
      throws BadInputException {
    RowReader reader = RowReaders.open(file, where, dataset, 1);
    IdType type = IdType.of(dataset, file.storage());
    int bytes = dataset.type().getSize();
    return (firstRow, rows) -> {
      String[] ids = new String[rows];
      reader.read(firstRow, rows, block -> decode(block, bytes, type, ids));
      return Arrays.asList(ids);
    };
  }

  private static void decode(Block block, int bytes, IdType type, String[] ids) {
    for (int i = 0; i < block.rows(); i++) {
      ByteBuffer element = block.bytes().slice(i * block.rowStride() * bytes, bytes);
      ids[block.firstRow() + i] = type.decode(element);
    }
  }
}
