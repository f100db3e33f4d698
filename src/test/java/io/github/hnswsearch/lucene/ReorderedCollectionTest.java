package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.RevisionWriter;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collection that is large enough to be reordered: everything moves with its vector. */
class ReorderedCollectionTest {
  private static final Field TITLE = new Field("title", FieldType.TEXT);
  private static final Field NUMBER = new Field("number", FieldType.LONG);
  private static final Schema SCHEMA = new Schema(List.of(TITLE, NUMBER));
  private static final int DIMENSION = 8;
  private static final int ITEMS = ReorderingMerge.LEAST_ROWS + 500;
  private static final int STEP = 97;
  private static final List<UnitVector> VECTORS = ClusteredVectors.of(ITEMS, DIMENSION, 20, 9);

  @TempDir private Path folder;

  private Generation write() throws IOException {
    List<Item> items = IntStream.range(0, ITEMS).mapToObj(ReorderedCollectionTest::item).toList();
    return Indexes.write(folder, SCHEMA, DIMENSION, Quantization.BIT1, items);
  }

  private static Item item(int i) {
    return new Item(
        "i" + i,
        "",
        VECTORS.get(i),
        new Metadata(
            Map.of(
                TITLE.name(), List.of("number" + i + " of many"),
                NUMBER.name(), List.of(String.valueOf(i)))));
  }

  @Test
  void itemsKeepTheirVectorsTextsAndNumbers() throws IOException {
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(write())) {
      int last = reader.find("i" + (ITEMS - 1)).orElseThrow();
      assertThat(last).as("has moved").isNotEqualTo(ITEMS - 1);
      for (int i = 0; i < ITEMS; i += STEP) {
        assertHolds(reader, i);
      }
    }
  }

  @Test
  void whatIsLeftIsReorderedOnceMoreWithoutWhatWasDeleted() throws IOException {
    Generation generation = write();
    try (RevisionWriter writer =
        new LuceneBackend()
            .revise(
                generation.indexDirectory(),
                SCHEMA,
                new IndexOptions(16, 100, Quantization.BIT1),
                2)) {
      for (int i = 1; i <= 100; i++) {
        writer.remove("i" + i);
      }
      writer.finish(true, linked -> {});
    }
    try (LuceneCollectionReader reader =
        Indexes.open(generation.indexDirectory(), SCHEMA, DIMENSION)) {
      assertThat(reader.size()).isEqualTo(ITEMS - 100);
      assertThat(reader.graph().segments()).isEqualTo(1);
      assertThat(reader.find("i1")).isEmpty();
      for (int i = STEP + 100; i < ITEMS; i += STEP) {
        assertHolds(reader, i);
      }
    }
  }

  private static void assertHolds(CollectionReader reader, int i) throws IOException {
    int item = reader.find("i" + i).orElseThrow();
    assertThat(reader.document(item).id()).isEqualTo("i" + i);
    assertThat(reader.vector(item).dot(VECTORS.get(i))).isGreaterThan(0.99999);
    assertThat(reader.keyword("number" + i, List.of(), 5, List.of()).candidates())
        .singleElement()
        .matches(candidate -> candidate.item() == item);
    List<Filter> filters = List.of(new Filter(NUMBER, false, List.of(new Filter.LongRange(i, i))));
    assertThat(reader.nearest(VECTORS.get(0), 5, 10, filters))
        .singleElement()
        .matches(candidate -> candidate.item() == item);
  }
}
