package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFile;
import io.github.hnswsearch.dataset.hdf5.EmbeddingBatch;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The first rows of {@code test} as queries, and what each must find. */
final class TestRows {
  private final AnnBenchmarksFile file;
  private final Metric metric;
  private final List<UnitVector> vectors;

  private TestRows(AnnBenchmarksFile file, Metric metric, List<UnitVector> vectors) {
    this.file = file;
    this.metric = metric;
    this.vectors = List.copyOf(vectors);
  }

  /**
   * Reads queries.
   *
   * @param most how many at most
   * @throws BadInputException if one of them has no direction
   */
  static TestRows read(AnnBenchmarksFile file, Metric metric, int most) throws IOException {
    List<UnitVector> vectors = new ArrayList<>();
    int count = Math.min(most, file.queries());
    try (EmbeddingFile test = file.test()) {
      while (vectors.size() < count) {
        @Nullable EmbeddingBatch batch = test.next();
        if (batch == null) {
          break;
        }
        for (int i = 0; i < batch.size() && vectors.size() < count; i++) {
          vectors.add(query(file, metric, batch, i));
        }
      }
    }
    return new TestRows(file, metric, vectors);
  }

  private static UnitVector query(
      AnnBenchmarksFile file, Metric metric, EmbeddingBatch batch, int i) throws IOException {
    String where = file.path() + ", data set /test, row " + (batch.firstRow() + i);
    int offset = i * batch.dimension();
    try {
      UnitVector vector = UnitVector.of(batch.values(), offset, batch.dimension());
      metric.requireFit(where, batch.values(), offset, batch.dimension());
      return vector;
    } catch (UnitVector.DefectException e) {
      throw new BadInputException(
          where,
          "expected a query that can be compared, found that " + e.getMessage(),
          "Leave the row out of the file",
          e);
    }
  }

  List<UnitVector> vectors() {
    return vectors;
  }

  /**
   * The true k nearest of each query: those that the file names, else found by exact search.
   *
   * @param notes is told where the file could not be used
   */
  List<List<Candidate>> truths(CollectionReader reader, int k, Consumer<String> notes)
      throws IOException {
    int deep = (int) Math.min(k, file.rows());
    if (file.neighbours() < deep) {
      notes.accept(
          "Neighbours were computed by exact search: the file has %d a query, %d are asked for."
              .formatted(file.neighbours(), k));
    } else if (!metric.declared()) {
      notes.accept(
          "Neighbours were computed by exact search: the file has no attribute \"distance\", so it"
              + " does not say by what those that it has are nearest.");
    } else if (reader.size() < file.rows()) {
      notes.accept(
          "Neighbours were computed by exact search: %d of %d rows cannot be indexed."
              .formatted(file.rows() - reader.size(), file.rows()));
    } else {
      return stored(reader, deep);
    }
    return reader.exactNearest(vectors, k, List.of());
  }

  private List<List<Candidate>> stored(CollectionReader reader, int k) throws IOException {
    long[][] rows = file.neighbours(vectors.size(), k);
    List<List<Candidate>> truths = new ArrayList<>(rows.length);
    for (int query = 0; query < rows.length; query++) {
      List<Candidate> truth = new ArrayList<>(k);
      for (long row : rows[query]) {
        OptionalInt item = reader.find(TrainRows.id(row));
        double cosine = reader.vector(item.orElseThrow()).dot(vectors.get(query));
        truth.add(new Candidate(item.getAsInt(), cosine));
      }
      truth.sort(Candidate.BEST_FIRST);
      truths.add(List.copyOf(truth));
    }
    return truths;
  }
}
