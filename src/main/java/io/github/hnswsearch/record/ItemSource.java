package io.github.hnswsearch.record;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a collection's source files in order, each read once.
 *
 * <p>One thread calls {@link #next()}; the batches it returns may be decoded by other threads.
 * Every failure is a {@link BadInputException} that names the file.
 */
public interface ItemSource extends Closeable {

  /** Components of every embedding. */
  int dimension();

  /** All rows of all files, bad ones and repeated ones included. */
  long rows();

  Schema schema();

  /** The files behind this source, embeddings first. Reads them whole to digest them. */
  List<SourceFile> files() throws IOException;

  /**
   * What tells quickly whether the files behind this source are still the same: another value, and
   * they are not.
   */
  default String identity() throws IOException {
    return files().toString();
  }

  /**
   * Passes over rows that an earlier run has read and kept, before any others are read.
   *
   * @param rows from the first on, up to the end of a batch
   * @param counted what {@link #counts()} was after them
   */
  default void resume(long rows, Map<String, Long> counted) throws IOException {
    long passed = 0;
    while (passed < rows) {
      Batch batch = next();
      if (batch == null) {
        throw new IllegalStateException(rows + " rows expected, " + passed + " found");
      }
      passed += batch.size();
    }
  }

  /** The next rows, or null after the last. Never called by two threads at once. */
  @Nullable Batch next() throws IOException;

  /**
   * Counts of the rows that have been read and decoded so far, by name: for example {@code
   * rows_without_metadata}, {@code metadata_without_row}, {@code urls_repaired}.
   */
  Map<String, Long> counts();

  /** Consecutive rows of one file. Immutable; safe for use by any one thread. */
  interface Batch {
    int size();

    /** Where a row is, for people: {@code "papers.h5, row 1024"}. */
    String place(int i);

    /**
     * Whether another row of this source has the same id as row {@code i}, so that the order of
     * writing matters: the last good one wins.
     */
    boolean repeated(int i);

    /** Scales, joins and checks row {@code i}. */
    RowOutcome read(int i) throws IOException;
  }
}
