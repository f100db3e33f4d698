package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HDF5 file of embeddings, read in slices. */
public interface EmbeddingFile extends Closeable {

  /** Receives consecutive ids of a file. */
  @FunctionalInterface
  interface IdConsumer {
    void accept(long firstRow, List<String> ids) throws IOException;
  }

  /**
   * Opens a file and checks everything that can be checked before its rows are read.
   *
   * @throws io.github.hnswsearch.record.BadInputException if it is not a file of embeddings, saying
   *     what was expected, what was found and what to do
   */
  @SuppressWarnings("DoNotCallSuggester")
  static EmbeddingFile open(Path file, DatasetNames names) throws IOException {
    throw new UnsupportedOperationException(file + " " + names);
  }

  Path path();

  long rows();

  int dimension();

  /** Reads all ids without the embeddings, from the first row, in batches. */
  void forEachIds(IdConsumer consumer) throws IOException;

  /** The next rows, or null after the last; by one thread at a time. */
  @Nullable EmbeddingBatch next() throws IOException;
}
