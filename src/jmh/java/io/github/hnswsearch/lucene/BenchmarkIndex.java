package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.files.ScratchFolder;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.Filter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** A real index of drawn vectors; its files are gone when it is closed. */
final class BenchmarkIndex implements Closeable {
  /** A power of two, so that a mask makes a counter go round. */
  private static final int QUERIES = 256;

  private static final int CLUSTERS = 200;
  private static final long SEED = 1;
  private static final int GROUPS = 10;
  private static final Field GROUP = new Field("group", FieldType.LONG);

  /** Passes a tenth of the items, which lie anywhere. */
  static final Filter TENTH = new Filter(GROUP, false, List.of(new Filter.LongRange(0, 0)));

  private final ScratchFolder folder;
  private final Generation generation;
  private final List<UnitVector> queries;
  private final Directory directory;
  private final DirectoryReader reader;
  private int next;

  private BenchmarkIndex(ScratchFolder folder, Generation generation, List<UnitVector> queries)
      throws IOException {
    this.folder = folder;
    this.generation = generation;
    this.queries = queries;
    this.directory = new MMapDirectory(generation.indexDirectory());
    this.reader = DirectoryReader.open(directory);
  }

  static BenchmarkIndex build(int rows, int dimension, Quantization quantization)
      throws IOException {
    // Queries lie where rows do, and are none of them.
    List<UnitVector> vectors = ClusteredVectors.of(rows + QUERIES, dimension, CLUSTERS, SEED);
    List<Item> items = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      Metadata metadata = new Metadata(Map.of(GROUP.name(), List.of("" + i % GROUPS)));
      items.add(new Item("i" + i, "", vectors.get(i), metadata));
    }
    ScratchFolder folder = ScratchFolder.make();
    Generation generation =
        Indexes.write(folder.path(), new Schema(List.of(GROUP)), dimension, quantization, items);
    return new BenchmarkIndex(
        folder, generation, List.copyOf(vectors.subList(rows, vectors.size())));
  }

  /** The index as a server opens it. */
  LuceneCollectionReader open() throws IOException {
    return LuceneBackend.openIndex(generation);
  }

  DirectoryReader reader() {
    return reader;
  }

  /** All rows: an import leaves one segment. */
  LeafReaderContext segment() {
    return reader.leaves().getFirst();
  }

  List<UnitVector> queries() {
    return queries;
  }

  /**
   * Another query each time, as answers to the same one would come out of the processor's caches.
   */
  UnitVector nextQuery() {
    return queries.get(next++ & (QUERIES - 1));
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
    folder.close();
  }
}
