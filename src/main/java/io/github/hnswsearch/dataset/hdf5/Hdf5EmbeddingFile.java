package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open file whose data sets have been found and checked. */
final class Hdf5EmbeddingFile implements EmbeddingFile {
  /** At most 4 MiB of floats. */
  private static final int BATCH_ROWS = 1024;

  private static final int ID_BATCH_ROWS = 4096;

  /** The longest vector that Lucene's HNSW format takes. */
  private static final int MAX_DIMENSION = 1024;

  /** Lucene's limit of documents in an index. */
  private static final long MAX_ROWS = Integer.MAX_VALUE - 128;

  private static final String LAYOUT_ADVICE =
      "Write the embeddings as rows x dimension, one row an item, with numbers of 16, 32 or 64-bit"
          + " floats or 8 to 32-bit integers, or name another data set in the descriptor: source:"
          + " datasets: {embeddings: PATH}";

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
    this.dimension = (int) embeddings.shape()[embeddings.shape().length - 1];
    this.rowReader = RowReaders.open(file, where(embeddings), embeddings, dimension);
    this.idReader = openIds();
  }

  static Hdf5EmbeddingFile open(Path path, DatasetNames names) throws IOException {
    Hdf5File file = Hdf5File.open(path);
    try {
      return open(file, names);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static Hdf5EmbeddingFile open(Hdf5File file, DatasetNames names) throws IOException {
    String where = file.path().toString();
    ObjectTree tree = ObjectTree.read(file);
    DatasetFinder.Choice choice = new DatasetFinder(where, tree).choose(names);
    StoredDataset embeddings = choice.embeddings();
    NumberType type = checkEmbeddings(where + ", data set " + embeddings.path(), embeddings);
    if (choice.ids() != null) {
      checkIds(where + ", data set " + choice.ids().path(), choice.ids(), embeddings);
    }
    return new Hdf5EmbeddingFile(file, embeddings, choice.ids(), type);
  }

  private static NumberType checkEmbeddings(String where, StoredDataset dataset)
      throws BadInputException {
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
          "expected embeddings as rows x dimension, found " + dataset.shapeText(),
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

  private static void checkIds(String where, StoredDataset ids, StoredDataset embeddings)
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
