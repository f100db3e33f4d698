package io.github.hnswsearch.lucene;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.GenerationWriter;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Real indexes built from items in memory. */
public final class Indexes {
  private static final int THREADS = 2;

  private Indexes() {}

  /** An index of small graphs, quick to build. */
  public static CollectionReader build(Path folder, Schema schema, List<Item> items)
      throws IOException {
    int dimension = items.isEmpty() ? 1 : items.getFirst().vector().dimension();
    return build(folder, schema, dimension, Quantization.NONE, items);
  }

  static LuceneCollectionReader build(
      Path folder, Schema schema, int dimension, Quantization quantization, List<Item> items)
      throws IOException {
    return LuceneBackend.openIndex(write(folder, schema, dimension, quantization, items));
  }

  /** Opens an index that no manifest describes. */
  static LuceneCollectionReader open(Path index, Schema schema, int dimension) throws IOException {
    Directory directory = FSDirectory.open(index);
    return new LuceneCollectionReader(
        directory, DirectoryReader.open(directory), schema, dimension);
  }

  /** Writes a generation as an import does, but for its verification. */
  public static Generation write(
      Path folder, Schema schema, int dimension, Quantization quantization, List<Item> items)
      throws IOException {
    Path index = Files.createDirectories(Generation.indexDirectory(folder));
    IndexOptions options = new IndexOptions(16, 100, quantization);
    try (GenerationWriter writer =
        new LuceneBackend().create(index, schema, dimension, options, THREADS)) {
      for (Item item : items) {
        writer.add(item);
      }
      return new Generation(
          folder, manifest(schema, dimension, quantization, writer.finish(linked -> {})));
    }
  }

  private static Manifest manifest(
      Schema schema, int dimension, Quantization quantization, long items) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      fields.put(field.name(), field.type());
    }
    return new Manifest(
        Manifest.FORMAT,
        "test",
        "test",
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        dimension,
        Manifest.COSINE,
        16,
        100,
        quantization.text(),
        items,
        Map.of(),
        List.of(),
        fields,
        0,
        List.of(),
        null,
        List.of(),
        Map.of(),
        "",
        "",
        Map.of(),
        List.of());
  }

  /** Items named by their position, without metadata. */
  public static List<Item> items(List<UnitVector> vectors) {
    List<Item> items = new ArrayList<>(vectors.size());
    for (int i = 0; i < vectors.size(); i++) {
      items.add(new Item("i" + i, "", vectors.get(i), Metadata.NONE));
    }
    return items;
  }
}
