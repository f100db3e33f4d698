package io.github.hnswsearch.dataset;

import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source whose disk is unplugged after some rows. */
public final class BreakingSource implements ItemSource {
  private final ItemSource source;
  private final long rowsToRead;
  private long read;

  /**
   * @param rowsToRead before reading fails
   */
  public BreakingSource(ItemSource source, long rowsToRead) {
    this.source = source;
    this.rowsToRead = rowsToRead;
  }

  @Override
  public int dimension() {
    return source.dimension();
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public Schema schema() {
    return source.schema();
  }

  @Override
  public List<SourceFile> files() throws IOException {
    return source.files();
  }

  @Override
  public String identity() throws IOException {
    return source.identity();
  }

  @Override
  public void resume(long rows, Map<String, Long> counted) throws IOException {
    source.resume(rows, counted);
  }

  @Override
  public @Nullable Batch next() throws IOException {
    if (read >= rowsToRead) {
      throw new IOException("the disk is unplugged");
    }
    Batch batch = source.next();
    read += batch == null ? 0 : batch.size();
    return batch;
  }

  @Override
  public Map<String, Long> counts() {
    return source.counts();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
