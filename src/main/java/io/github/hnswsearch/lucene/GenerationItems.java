package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.RowOutcome;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.SourceFile;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** The live items of a generation, in the order of its documents, each as it was indexed. */
final class GenerationItems implements ItemSource {
  private static final int BATCH_ITEMS = 256;

  private final Generation generation;
  private final Directory directory;
  private final DirectoryReader reader;
  private final DocumentMapper mapper;

  /** Documents that are not deleted; null where none is. */
  private final @Nullable Bits live;

  private int next;

  /**
   * Opens the index of a generation, and reads all of it once: what is damaged must not be written
   * anew, as its checksums would then be right.
   *
   * @throws BadInputException if it cannot be read, or holds nothing
   * @throws org.apache.lucene.index.CorruptIndexException if it is damaged
   */
  GenerationItems(Generation generation) throws IOException {
    this.generation = generation;
    this.mapper = new DocumentMapper(LuceneBackend.schema(generation));
    this.directory = new MMapDirectory(generation.indexDirectory());
    try {
      this.reader = IndexCompatibility.open(directory, generation);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
    this.live = MultiBits.getLiveDocs(reader);
    try {
      requireItems();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void requireItems() throws IOException {
    if (reader.numDocs() == 0) {
      throw new BadInputException(
          generation.indexDirectory().toString(),
          "expected items, found none",
          "Import the collection again");
    }
    for (LeafReaderContext leaf : reader.leaves()) {
      leaf.reader().checkIntegrity();
    }
  }

  @Override
  public int dimension() {
    return generation.manifest().dimension();
  }

  @Override
  public long rows() {
    return reader.numDocs();
  }

  @Override
  public Schema schema() {
    return LuceneBackend.schema(generation);
  }

  /** The files that the generation was built from; none of them is read. */
  @Override
  public List<SourceFile> files() {
    return generation.manifest().sources();
  }

  /** Of the generation itself, which never changes. */
  @Override
  public String identity() {
    return "generation " + generation.name();
  }

  @Override
  public @Nullable Batch next() throws IOException {
    List<Item> items = new ArrayList<>(BATCH_ITEMS);
    StoredFields stored = reader.storedFields();
    @Nullable VectorRows rows = null;
    int segment = -1;
    for (; next < reader.maxDoc() && items.size() < BATCH_ITEMS; next++) {
      if (live != null && !live.get(next)) {
        continue;
      }
      int holder = ReaderUtil.subIndex(next, reader.leaves());
      if (rows == null || holder != segment) {
        rows = VectorRows.of(reader, next);
        segment = holder;
      }
      items.add(item(stored.document(next), rows.vector(next).clone()));
    }
    return items.isEmpty()
        ? null
        : new Items("generation " + generation.name(), List.copyOf(items));
  }

  private Item item(Document document, float[] vector) throws IOException {
    @Nullable String id = document.get(FieldNames.ID);
    @Nullable String url = document.get(FieldNames.URL);
    if (id == null || url == null) {
      throw unusable("document " + next, "an id and an address", "a document without");
    }
    try {
      return new Item(id, url, UnitVector.scaled(vector), mapper.toMetadata(document));
    } catch (UnitVector.DefectException e) {
      throw unusable("item " + id, "a vector of length 1", String.valueOf(e.getMessage()));
    }
  }

  private BadInputException unusable(String place, String expected, String found) {
    return new BadInputException(
        generation.indexDirectory() + ", " + place,
        "expected " + expected + ", found " + found,
        "Import the collection again");
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of();
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }

  /**
   * Items that have been read.
   *
   * @param from the generation, for people
   */
  private record Items(String from, List<Item> items) implements Batch {
    @Override
    public int size() {
      return items.size();
    }

    @Override
    public String place(int i) {
      return from + ", item " + items.get(i).id();
    }

    /** What the index has twice under one id, it keeps twice. */
    @Override
    public boolean repeated(int i) {
      return false;
    }

    @Override
    public RowOutcome read(int i) {
      return items.get(i);
    }
  }
}
