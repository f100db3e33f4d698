package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import io.jhdf.object.datatype.FixedPoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Whole numbers in rows, read exactly: as floats, those beyond 16,777,216 would be other numbers.
 */
final class IntegerRows {
  private IntegerRows() {}

  /** Numbers in each row; 0 where the data set is no matrix. */
  static int columns(StoredDataset dataset) {
    long[] shape = dataset.shape();
    return shape.length == 2 ? Math.toIntExact(shape[1]) : 0;
  }

  /**
   * Reads the first columns of the first rows.
   *
   * @param where for errors: file and data set
   * @param rows at most as many as there are
   * @param columns at most as many as there are
   */
  static long[][] read(Hdf5File file, String where, StoredDataset dataset, int rows, int columns)
      throws IOException {
    FixedPoint type = type(where, dataset);
    long[][] numbers = new long[rows][columns];
    if (rows > 0) {
      RowReaders.open(file, where, dataset, columns(dataset))
          .read(0, rows, block -> decode(block, type, numbers));
    }
    return numbers;
  }

  private static FixedPoint type(String where, StoredDataset dataset) throws BadInputException {
    if (!dataset.hasCommittedType()
        && dataset.type() instanceof FixedPoint type
        && (type.getSize() == Integer.BYTES || type.getSize() == Long.BYTES)) {
      return type;
    }
    throw new BadInputException(
        where,
        "expected integers of 32 or 64 bits, found " + dataset.typeText(),
        "Write the numbers of rows as int32");
  }

  private static void decode(Block block, FixedPoint type, long[][] numbers) {
    ByteBuffer bytes = block.bytes().slice().order(type.getByteOrder());
    for (int i = 0; i < block.rows(); i++) {
      long[] row = numbers[block.firstRow() + i];
      int end = Math.min(block.columns(), row.length - block.firstColumn());
      for (int j = 0; j < end; j++) {
        int at = (i * block.rowStride() + j) * type.getSize();
        row[block.firstColumn() + j] =
            type.getSize() == Long.BYTES ? bytes.getLong(at) : integer(bytes.getInt(at), type);
      }
    }
  }

  private static long integer(int bits, FixedPoint type) {
    return type.isSigned() ? bits : Integer.toUnsignedLong(bits);
  }
}
