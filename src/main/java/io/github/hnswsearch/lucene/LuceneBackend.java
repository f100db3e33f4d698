package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.index.Backend;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.GenerationWriter;
import io.github.hnswsearch.index.Inspection;
import io.github.hnswsearch.index.RevisionWriter;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.CollectionOpener;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.util.IOSupplier;
import org.apache.lucene.util.Version;

/** Collections as plain Lucene indexes on the local disk. */
public final class LuceneBackend implements Backend, CollectionOpener {
  /** What manifests call the engine. */
  static final String ENGINE = "lucene";

  /** Lucene's limit for the vectors of its default formats. */
  public static final int MAX_DIMENSION = 1024;

  @Override
  public GenerationWriter create(
      Path directory, Schema schema, int dimension, IndexOptions options, int threads)
      throws IOException {
    if (dimension < 1 || dimension > MAX_DIMENSION) {
      throw new BadInputException(
          "embeddings",
          "expected 1 to " + MAX_DIMENSION + " dimensions, found " + dimension,
          "Reduce the dimension of the embeddings");
    }
    try {
      return new BulkWriter(directory, schema, options, threads);
    } catch (CorruptIndexException | IndexFormatTooNewException | IndexFormatTooOldException e) {
      throw new BadInputException(
          directory.getParent().toString(),
          "expected the rows that an interrupted import has read, found damage (" + e + ")",
          "Run the command without --resume to begin anew",
          e);
    }
  }

  @Override
  public RevisionWriter revise(Path directory, Schema schema, IndexOptions options, int threads)
      throws IOException {
    return new SegmentWriter(directory, schema, options, threads);
  }

  @Override
  public ItemSource items(Generation generation) throws IOException {
    return readable(generation, () -> new GenerationItems(generation));
  }

  @Override
  public List<String> outdated(Generation generation) throws IOException {
    return readable(generation, () -> OutdatedIndex.parts(generation));
  }

  @Override
  public Map<String, String> versions() {
    return Map.of(ENGINE, Version.LATEST.toString());
  }

  @Override
  public Inspection inspect(Generation generation) throws IOException {
    return new IndexInspector().inspect(generation);
  }

  @Override
  public CollectionReader open(Generation generation) throws IOException {
    return openIndex(generation);
  }

  static Schema schema(Generation generation) {
    return new Schema(
        generation.manifest().schema().entrySet().stream()
            .map(field -> new Field(field.getKey(), field.getValue()))
            .toList());
  }

  static LuceneCollectionReader openIndex(Generation generation) throws IOException {
    return readable(generation, () -> LuceneCollectionReader.open(generation));
  }

  private static <T> T readable(Generation generation, IOSupplier<T> read) throws IOException {
    Path folder = generation.indexDirectory();
    try {
      return read.get();
    } catch (IndexNotFoundException e) {
      throw new BadInputException(
          folder.toString(),
          "expected a Lucene index, found none",
          "Import the collection again",
          e);
    } catch (CorruptIndexException e) {
      throw new BadInputException(
          folder.toString(),
          "expected a whole Lucene index, found damage (" + e.getOriginalMessage() + ")",
          "Run ./hnsw-search check, then import the collection again",
          e);
    }
  }
}
