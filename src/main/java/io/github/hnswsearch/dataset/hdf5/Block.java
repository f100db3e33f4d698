package io.github.hnswsearch.dataset.hdf5;

import java.nio.ByteBuffer;

/**
 * A rectangle of raw elements, part of the rows that were asked for.
 *
 * @param bytes the elements from position 0 on, row-major; valid until the next block
 * @param firstRow row of the first element, counted from the first row that was asked for
 * @param rows number of rows
 * @param rowStride elements from one row to the next
 * @param firstColumn column of the first element
 * @param columns elements of each row
 */
record Block(
    ByteBuffer bytes, int firstRow, int rows, int rowStride, int firstColumn, int columns) {}
