package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.index.Checkpoint;
import io.github.hnswsearch.index.GenerationWriter;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * Builds one segment with one graph in two phases: rows are flushed without linking them, then all
 * of them are linked at once.
 */
final class BulkWriter implements GenerationWriter {
  private final FlatRows rows;
  private final Directory target;
  private final GraphLinking linking;
  private boolean finished;

  BulkWriter(Path directory, Schema schema, IndexOptions options, int threads) throws IOException {
    this.target = new MMapDirectory(directory);
    this.rows = new FlatRows(directory, schema);
    this.linking = new GraphLinking(schema, options, threads);
  }

  @Override
  public void add(Item item) throws IOException {
    rows.add(item);
  }

  @Override
  public void replace(Item item) throws IOException {
    rows.replace(item);
  }

  @Override
  public Optional<Checkpoint> resumed() {
    return rows.checkpoint();
  }

  @Override
  public void checkpoint(Checkpoint reached) throws IOException {
    rows.commit(reached);
  }

  @Override
  public long finish(LongConsumer progress) throws IOException {
    try (DirectoryReader reader = rows.read()) {
      linking.replace(target, List.of(reader), progress);
    }
    long items = requireOneLinkedSegment();
    finished = true;
    return items;
  }

  private long requireOneLinkedSegment() throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(target)) {
      GraphStatistics graph = GraphStatistics.of(reader);
      int segments = reader.numDocs() == 0 ? 0 : 1;
      if (graph.segments() != segments || graph.linked() != reader.numDocs()) {
        throw new BadInputException(
            target.toString(),
            "expected one segment whose graph links all %d items, found %d segments and %d linked"
                .formatted(reader.numDocs(), graph.segments(), graph.linked()),
            "This is a defect of HNSW Search: please report it with this line");
      }
      return reader.numDocs();
    }
  }

  @Override
  public void close() throws IOException {
    target.close();
    rows.close();
    if (finished) {
      rows.delete();
    }
  }
}
