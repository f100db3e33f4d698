package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An open file whose data sets have been found and checked. */
final class Hdf5EmbeddingFile implements EmbeddingFile {
  /** At most 4 MiB of floats. */
  private static final int BATCH_ROWS = 1024;

  private static final int ID_BATCH_ROWS = 4096;

  private final Hdf5File file;
  private final StoredDataset embeddings;
  private final @Nullable StoredDataset ids;
  private final int dimension;
  private final NumberType type;
  private final RowReader rowReader;
  private final IdReader idReader;
  private long position;

  private Hdf5EmbeddingFile(
      Hdf5File file, StoredDataset embeddings, @Nullable StoredDataset ids, NumberType type)
      throws IOException {
    this.file = file;
    this.embeddings = embeddings;
    this.ids = ids;
    this.type = type;
    this.dimension = (int) embeddings.columns();
    this.rowReader = RowReaders.open(file, where(embeddings), embeddings, dimension);
    this.idReader = openIds();
  }

  static Hdf5EmbeddingFile open(Path path, DatasetNames names) throws IOException {
    return open(path, file -> open(file, names));
  }

  /** Opens one data set whose rows are named by their numbers, whatever lies beside it. */
  static Hdf5EmbeddingFile numbered(Path path, String dataset) throws IOException {
    return open(
        path,
        file -> {
          StoredDataset rows = ObjectTree.read(file).named(dataset);
          NumberType type = DatasetChecks.embeddings(path + ", data set " + rows.path(), rows);
          return new Hdf5EmbeddingFile(file, rows, null, type);
        });
  }

  /** Opens the queries that lie beside the embeddings of a file; null where there are none. */
  static @Nullable EmbeddingFile queries(Path path, DatasetNames names) throws IOException {
    return Guard.call(
        path.toString(),
        () -> {
          @Nullable StoredDataset found = null;
          try (Hdf5File file = Hdf5File.open(path)) {
            DatasetFinder finder = new DatasetFinder(path.toString(), ObjectTree.read(file));
            found = finder.queries(finder.embeddings(names.embeddings()));
          }
          return found == null ? null : numbered(path, found.path());
        });
  }

  private interface Opening {
    Hdf5EmbeddingFile of(Hdf5File file) throws IOException;
  }

  private static Hdf5EmbeddingFile open(Path path, Opening opening) throws IOException {
    return Guard.call(
        path.toString(),
        () -> {
          Hdf5File file = Hdf5File.open(path);
          try {
            return opening.of(file);
          } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
          }
        });
  }

  private static Hdf5EmbeddingFile open(Hdf5File file, DatasetNames names) throws IOException {
    String where = file.path().toString();
    DatasetFinder finder = new DatasetFinder(where, ObjectTree.read(file));
    StoredDataset embeddings = finder.embeddings(names.embeddings());
    NumberType type =
        DatasetChecks.embeddings(where + ", data set " + embeddings.path(), embeddings);
    StoredDataset ids = finder.ids(names.id(), embeddings);
    if (ids != null) {
      DatasetChecks.ids(where + ", data set " + ids.path(), ids, embeddings);
    }
    return new Hdf5EmbeddingFile(file, embeddings, ids, type);
  }

  private IdReader openIds() throws IOException {
    return ids == null ? IdReader.rowNumbers() : IdReader.open(file, where(ids), ids);
  }

  private String where(StoredDataset dataset) {
    return file.path() + ", data set " + dataset.path();
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public long rows() {
    return embeddings.rows();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public void forEachIds(IdConsumer consumer) throws IOException {
    // A reader of its own: packed chunks that next() has at hand stay there.
    IdReader reader = openIds();
    for (long first = 0; first < rows(); first += ID_BATCH_ROWS) {
      consumer.accept(first, readIds(reader, first, size(first, ID_BATCH_ROWS)));
    }
  }

  @Override
  public void skip(long rows) {
    position = Math.addExact(position, Objects.checkIndex(rows, rows() - position + 1));
  }

  @Override
  public @Nullable EmbeddingBatch next() throws IOException {
    long first = position;
    if (first == rows()) {
      return null;
    }
    int size = size(first, BATCH_ROWS);
    float[] values = readValues(first, size);
    List<String> batchIds = readIds(idReader, first, size);
    position = first + size;
    return new EmbeddingBatch(first, dimension, values, batchIds);
  }

  private int size(long first, int most) {
    return (int) Math.min(most, rows() - first);
  }

  private float[] readValues(long first, int size) throws IOException {
    return Guard.call(
        where(embeddings) + rowRange(first, size),
        () -> {
          float[] values = new float[size * dimension];
          rowReader.read(first, size, block -> type.decode(block, values, dimension));
          return values;
        });
  }

  private List<String> readIds(IdReader reader, long first, int size) throws IOException {
    String where = ids == null ? path().toString() : where(ids);
    return Guard.call(where + rowRange(first, size), () -> reader.read(first, size));
  }

  private static String rowRange(long first, int size) {
    return ", rows " + first + " to " + (first + size - 1);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
