package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HDF5 file of embeddings, read in slices of bounded size.
 *
 * <p>One thread at a time reads a file; the batches it gets may be used by others. That thread must
 * not be interrupted: an interrupt closes the file's channel for good, and every later read fails.
 */
public interface EmbeddingFile extends Closeable {

  /** Receives consecutive ids of a file. */
  @FunctionalInterface
  interface IdConsumer {
    void accept(long firstRow, List<String> ids) throws IOException;
  }

  /**
   * Opens a file and checks everything that can be checked before its rows are read.
   *
   * <p>The embeddings are the data set {@code embeddings}, else {@code train}, else the only one
   * that holds numbers in rows (rows x dimension, or rows x 1 x dimension). The ids are in the same
   * group: {@code urls}, {@code path} or another of the usual names, else the only text of the same
   * length; in a file of the ann-benchmarks layout, which has none, an id is the zero-based row
   * number.
   *
   * @param names paths of the data sets inside the file, where they are not to be found by
   *     themselves
   * @throws io.github.hnswsearch.record.BadInputException if it is not a file of embeddings, saying
   *     what was expected, what was found and what to do
   */
  static EmbeddingFile open(Path file, DatasetNames names) throws IOException {
    return Hdf5EmbeddingFile.open(file, names);
  }

  /**
   * Opens the queries that a file has beside its embeddings: the rows of {@code test}, in the same
   * group and of the same dimension, as in files of the ann-benchmarks layout.
   *
   * @param names as those of {@link #open}
   * @return empty where it has none
   * @throws io.github.hnswsearch.record.BadInputException if it is not a file of embeddings, or its
   *     queries are not to be read
   */
  static Optional<EmbeddingFile> openQueries(Path file, DatasetNames names) throws IOException {
    return Optional.ofNullable(Hdf5EmbeddingFile.queries(file, names));
  }

  Path path();

  /** Number of embeddings and of ids, at least 1. */
  long rows();

  /** Components of an embedding, 1 to 1024. */
  int dimension();

  /**
   * Reads all ids without the embeddings, from the first row, in batches. Does not move the place
   * that {@link #next} reads from.
   *
   * @throws io.github.hnswsearch.record.BadInputException if they cannot be read, naming the rows
   */
  void forEachIds(IdConsumer consumer) throws IOException;

  /**
   * Passes over rows without reading them.
   *
   * @param rows as many as are left, or fewer
   */
  void skip(long rows) throws IOException;

  /**
   * The next rows, 1024 or the rest, or null after the last.
   *
   * @throws io.github.hnswsearch.record.BadInputException if they cannot be read, naming the rows
   */
  @Nullable EmbeddingBatch next() throws IOException;
}
