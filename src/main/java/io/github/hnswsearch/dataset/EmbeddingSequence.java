package io.github.hnswsearch.dataset;

import io.github.hnswsearch.dataset.hdf5.EmbeddingBatch;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several files of embeddings as one. Only the file that is being read is open, so that there may
 * be any number of them.
 */
final class EmbeddingSequence implements Closeable {
  /** How a file of embeddings is opened. */
  @FunctionalInterface
  interface Opener {
    EmbeddingFile open(Path file, DatasetNames names) throws IOException;
  }

  /**
   * Rows of one file.
   *
   * @param file the file
   * @param firstRow row of the sequence at which the batch starts
   * @param rows the batch as the file gives it
   */
  record Block(Path file, int firstRow, EmbeddingBatch rows) {}

  private final List<Path> files;
  private final DatasetNames names;
  private final Opener opener;
  private final int dimension;
  private final int rows;

  private @Nullable EmbeddingFile current;
  private int nextFile;
  private int nextRow;

  /** Opens every file once to check that they fit together. */
  EmbeddingSequence(List<Path> files, DatasetNames names, Opener opener) throws IOException {
    this.files = files;
    this.names = names;
    this.opener = opener;
    int agreed = 0;
    long total = 0;
    for (Path path : files) {
      try (EmbeddingFile file = opener.open(path, names)) {
        if (agreed != 0 && file.dimension() != agreed) {
          throw new BadInputException(
              path.toString(),
              "expected "
                  + agreed
                  + " components as in "
                  + files.getFirst()
                  + ", found "
                  + file.dimension(),
              "Put embeddings of one encoder into a collection");
        }
        agreed = file.dimension();
        total += file.rows();
      }
    }
    if (total > Integer.MAX_VALUE) {
      throw new BadInputException(
          files.getFirst().toString(),
          "expected at most " + Integer.MAX_VALUE + " rows in all files, found " + total,
          "Make several collections of them");
    }
    dimension = agreed;
    rows = (int) total;
  }

  List<Path> files() {
    return files;
  }

  int dimension() {
    return dimension;
  }

  int rows() {
    return rows;
  }

  /** Reads the ids of all rows in order. */
  void forEachIds(EmbeddingFile.IdConsumer consumer) throws IOException {
    long before = 0;
    for (Path path : files) {
      try (EmbeddingFile file = opener.open(path, names)) {
        long start = before;
        file.forEachIds((firstRow, ids) -> consumer.accept(start + firstRow, ids));
        before += file.rows();
      }
    }
    refuseChange(before);
  }

  /** Passes over rows without reading them; to be called before the first are read. */
  void skip(long rows) throws IOException {
    long left = rows;
    while (left > 0) {
      if (nextFile == files.size()) {
        refuseChange(rows - left);
      }
      EmbeddingFile file = opener.open(files.get(nextFile++), names);
      long passed = Math.min(left, file.rows());
      left -= passed;
      nextRow += (int) passed;
      if (passed == file.rows()) {
        file.close();
      } else {
        file.skip(passed);
        current = file;
      }
    }
  }

  /** The next rows, or null after the last. */
  @Nullable Block next() throws IOException {
    while (true) {
      if (current == null) {
        if (nextFile == files.size()) {
          refuseChange(nextRow);
          return null;
        }
        current = opener.open(files.get(nextFile++), names);
      }
      EmbeddingBatch batch = current.next();
      if (batch == null) {
        close();
        continue;
      }
      Block block = new Block(current.path(), nextRow, batch);
      nextRow += batch.size();
      if (nextRow > rows || batch.dimension() != dimension) {
        refuseChange(nextRow);
      }
      return block;
    }
  }

  private void refuseChange(long found) throws BadInputException {
    if (found != rows) {
      throw new BadInputException(
          files.getFirst().getParent() + "",
          "expected " + rows + " rows as when the files were opened, found " + found,
          "Start again when nothing writes to them");
    }
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
