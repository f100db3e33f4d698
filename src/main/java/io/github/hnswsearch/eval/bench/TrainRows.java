package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFile;
import io.github.hnswsearch.dataset.hdf5.EmbeddingBatch;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.RowOutcome;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.SkippedRow;
import io.github.hnswsearch.record.SourceFile;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of {@code train} as items whose ids are the numbers of the rows. */
final class TrainRows implements ItemSource {
  private final AnnBenchmarksFile file;
  private final SourceFile source;
  private final Metric metric;
  private final @Nullable FilterFields fields;
  private final EmbeddingFile train;

  /**
   * Opens the rows.
   *
   * @param source the file with its digest, which is taken once for many builds
   * @param fields null where nothing is filtered
   */
  TrainRows(AnnBenchmarksFile file, SourceFile source, Metric metric, @Nullable FilterFields fields)
      throws IOException {
    this.file = file;
    this.source = source;
    this.metric = metric;
    this.fields = fields;
    this.train = file.train();
  }

  /** The id of a row. */
  static String id(long row) {
    return Long.toString(row);
  }

  @Override
  public int dimension() {
    return file.dimension();
  }

  @Override
  public long rows() {
    return file.rows();
  }

  @Override
  public Schema schema() {
    return fields == null ? Schema.EMPTY : FilterFields.schema();
  }

  @Override
  public List<SourceFile> files() {
    return List.of(source);
  }

  @Override
  public @Nullable Batch next() throws IOException {
    @Nullable EmbeddingBatch rows = train.next();
    return rows == null ? null : new Rows(rows);
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of();
  }

  @Override
  public void close() throws IOException {
    train.close();
  }

  private final class Rows implements Batch {
    private final EmbeddingBatch rows;

    Rows(EmbeddingBatch rows) {
      this.rows = rows;
    }

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public String place(int i) {
      return file.path() + ", row " + (rows.firstRow() + i);
    }

    @Override
    public boolean repeated(int i) {
      return false; // The numbers of rows are unique.
    }

    @Override
    public RowOutcome read(int i) throws IOException {
      long row = rows.firstRow() + i;
      int offset = i * rows.dimension();
      try {
        UnitVector vector = UnitVector.of(rows.values(), offset, rows.dimension());
        metric.requireFit(
            file.path() + ", data set /train, row " + row, rows.values(), offset, rows.dimension());
        Metadata metadata = fields == null ? Metadata.NONE : fields.of(Math.toIntExact(row));
        return new Item(id(row), "", vector, metadata);
      } catch (UnitVector.DefectException e) {
        return new SkippedRow(
            file.path().toString(), row, id(row), e.skipCause(), String.valueOf(e.getMessage()));
      }
    }
  }
}
