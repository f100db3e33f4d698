package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;

/** What a data set must be like, as far as its header tells. */
final class DatasetChecks {
  /** The longest vector that Lucene's HNSW format takes. */
  private static final int MAX_DIMENSION = 1024;

  /** Lucene's limit of documents in an index. */
  private static final long MAX_ROWS = Integer.MAX_VALUE - 128;

  private static final String LAYOUT_ADVICE =
      "Write the embeddings as rows x dimension, one row an item, with numbers of 16, 32 or 64-bit"
          + " floats or 8 to 32-bit integers, or name another data set in the descriptor: source:"
          + " datasets: {embeddings: PATH}";

  private DatasetChecks() {}

  /**
   * Refuses embeddings that cannot be indexed.
   *
   * @param where for errors: file and data set
   * @return how their components are stored
   */
  static NumberType embeddings(String where, StoredDataset dataset) throws BadInputException {
    if (dataset.hasCommittedType()) {
      throw committedType(where);
    }
    NumberType type = NumberType.of(dataset.type());
    if (type == null) {
      throw new BadInputException(
          where, "expected embeddings of numbers, found " + dataset.typeText(), LAYOUT_ADVICE);
    }
    if (!dataset.isMatrix()) {
      throw new BadInputException(
          where,
          "expected embeddings as rows x dimension, found rank "
              + dataset.shape().length
              + " ("
              + dataset.shapeText()
              + ")",
          LAYOUT_ADVICE);
    }
    long rows = dataset.rows();
    if (rows == 0) {
      throw new BadInputException(
          where, "expected at least one row, found none", "Check the program that made the file");
    }
    if (rows < 0 || rows > MAX_ROWS) {
      throw new BadInputException(
          where,
          String.format("expected at most %,d rows, found %,d", MAX_ROWS, rows),
          "Check the file, or split it and import the parts as collections of their own");
    }
    long dimension = dataset.shape()[dataset.shape().length - 1];
    if (dimension < 1 || dimension > MAX_DIMENSION) {
      throw new BadInputException(
          where,
          String.format(
              "expected 1 to %d dimensions, the most that Lucene indexes, found %d",
              MAX_DIMENSION, dimension),
          "Use an encoder with fewer dimensions, or reduce these, for example with PCA");
    }
    return type;
  }

  /**
   * Refuses ids that are not one a row.
   *
   * @param where for errors: file and data set
   */
  static void ids(String where, StoredDataset ids, StoredDataset embeddings)
      throws BadInputException {
    if (ids.hasCommittedType()) {
      throw committedType(where);
    }
    if (!IdType.isReadable(ids) || !ids.isColumn()) {
      throw new BadInputException(
          where,
          "expected one id, URL or path a row, found " + ids.shapeText() + ", " + ids.typeText(),
          "Write the ids as a data set of strings, or name another in the descriptor: source:"
              + " datasets: {id: PATH}");
    }
    if (ids.rows() != embeddings.rows()) {
      throw new BadInputException(
          where,
          "expected "
              + embeddings.rows()
              + " ids, one for each row of "
              + embeddings.path()
              + ", found "
              + ids.rows(),
          "Write both with the same number of rows, in the same order");
    }
  }

  private static BadInputException committedType(String where) {
    return new BadInputException(
        where,
        "its type is a committed (named) one, expected a plain one",
        "Write the data set again without a named type, for example in Python:"
            + " new[\"embeddings\"] = old[\"embeddings\"][:]");
  }
}
