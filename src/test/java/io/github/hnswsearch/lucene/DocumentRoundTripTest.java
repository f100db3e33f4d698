package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Checkpoint;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.GenerationWriter;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentRoundTripTest {
  private static final UnitVector EAST = ClusteredVectors.unit(1, 0);
  private static final UnitVector NORTH = ClusteredVectors.unit(0, 1);

  @TempDir Path folder;

  @Test
  void everyFieldComesBackAsItsType() throws IOException {
    Schema schema =
        new Schema(
            List.of(
                new Field("title", FieldType.TEXT),
                new Field("author", FieldType.NAME),
                new Field("category", FieldType.CATEGORY),
                new Field("license", FieldType.KEYWORD),
                new Field("year", FieldType.LONG),
                new Field("score", FieldType.DOUBLE),
                new Field("updated", FieldType.DATE),
                new Field("note", FieldType.STORED),
                new Field("absent", FieldType.TEXT)));
    Metadata metadata =
        new Metadata(
            Map.of(
                "title", List.of("Poincar\\'e <b>& more"),
                "author", List.of("Ada Bee"),
                "category", List.of("cs.LG"),
                "license", List.of("CC-BY", "MIT"),
                "year", List.of("-44"),
                "score", List.of("0.5"),
                "updated", List.of("2017-06-12"),
                "note", List.of("x".repeat(50_000))));
    Item item = new Item("hep-th_9901001", "https://a.b/c?d=e", EAST, metadata);
    try (CollectionReader reader = Indexes.build(folder, schema, List.of(item))) {
      Document document = reader.document(reader.find("hep-th_9901001").orElseThrow());
      assertThat(document.url()).isEqualTo("https://a.b/c?d=e");
      assertThat(document.fields())
          .isEqualTo(
              Map.of(
                  "title",
                  "Poincar\\'e <b>& more",
                  "author",
                  List.of("Ada Bee"),
                  "category",
                  List.of("cs.LG"),
                  "license",
                  List.of("CC-BY", "MIT"),
                  "year",
                  -44L,
                  "score",
                  0.5,
                  "updated",
                  "2017-06-12",
                  "note",
                  "x".repeat(50_000)));
      assertThat(document.fields().keySet()).startsWith("title", "author", "category");
    }
  }

  @Test
  void aKeywordTooLongForATermIsIndexedAllTheSame() throws IOException {
    Schema schema = new Schema(List.of(new Field("license", FieldType.KEYWORD)));
    Metadata metadata = new Metadata(Map.of("license", List.of("é".repeat(40_000))));
    Item item = new Item("a", "", EAST, metadata);
    try (CollectionReader reader = Indexes.build(folder, schema, List.of(item))) {
      assertThat(reader.size()).isOne();
    }
  }

  @Test
  void aReplacedItemIsFoundOnceAsItWasLast() throws IOException {
    Path index = Files.createDirectories(Generation.indexDirectory(folder));
    try (GenerationWriter writer =
        new LuceneBackend().create(index, Schema.EMPTY, 2, IndexOptions.DEFAULT, 2)) {
      writer.replace(new Item("a", "first", EAST, Metadata.NONE));
      writer.add(new Item("b", "", NORTH, Metadata.NONE));
      writer.replace(new Item("a", "second", NORTH, Metadata.NONE));
      writer.replace(new Item("a", "last", NORTH, Metadata.NONE));
      assertThat(writer.finish(linked -> {})).isEqualTo(2);
    }
    try (LuceneCollectionReader reader = Indexes.open(index, Schema.EMPTY, 2)) {
      assertThat(reader.size()).isEqualTo(2);
      assertThat(reader.document(reader.find("a").orElseThrow()).url()).isEqualTo("last");
      assertThat(reader.graph().linked()).isEqualTo(2);
    }
  }

  @Test
  void onlyTheFinishedIndexIsLeftOnDisk() throws IOException {
    Indexes.build(folder, Schema.EMPTY, List.of(new Item("a", "", EAST, Metadata.NONE))).close();
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(Generation.indexDirectory(folder));
    }
  }

  @Test
  void anAbandonedBuildLeavesTheRowsOfItsCheckpointToTheNextAndNoOthers() throws IOException {
    Path index = Files.createDirectories(Generation.indexDirectory(folder));
    Checkpoint reached = new Checkpoint(1, "rows.h5, row 0", 0, Map.of("skipped", 0L));
    try (GenerationWriter writer = begin(index)) {
      writer.add(new Item("a", "", EAST, Metadata.NONE));
      writer.checkpoint(reached);
      writer.add(new Item("b", "", EAST, Metadata.NONE));
    }
    try (GenerationWriter writer = begin(index)) {
      assertThat(writer.resumed()).contains(reached);
      assertThat(writer.finish(linked -> {})).isOne();
    }
    assertThat(index.resolveSibling("rows")).doesNotExist();
  }

  private static GenerationWriter begin(Path index) throws IOException {
    return new LuceneBackend().create(index, Schema.EMPTY, 2, IndexOptions.DEFAULT, 1);
  }

  @Test
  void moreDimensionsThanLuceneHoldsAreRefusedNamingBoth() {
    assertThatThrownBy(
            () -> new LuceneBackend().create(folder, Schema.EMPTY, 1025, IndexOptions.DEFAULT, 1))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("1024", "1025");
  }

  @Test
  void aMissingIndexIsReportedWithItsFolder() throws IOException {
    Generation generation =
        Indexes.write(
            folder,
            Schema.EMPTY,
            2,
            Quantization.NONE,
            List.of(new Item("a", "", EAST, Metadata.NONE)));
    try (var files = Files.list(generation.indexDirectory())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(() -> new LuceneBackend().open(generation))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(folder.toString(), "expected a Lucene index, found none");
  }

  @Test
  void inspectionFindsAWholeIndexSoundAndACutFileDamaged() throws IOException {
    Generation generation =
        Indexes.write(
            folder,
            Schema.EMPTY,
            8,
            Quantization.INT8,
            Indexes.items(ClusteredVectors.of(50, 8, 4, 1)));
    assertThat(new IndexInspector().inspect(generation).problems()).isEmpty();
    assertThat(new IndexInspector().inspect(generation).linked()).isEqualTo(50);
    flipAByte(generation.indexDirectory());
    assertThat(new IndexInspector().inspect(generation).problems())
        .singleElement()
        .asString()
        .contains("is damaged");
  }

  private static void flipAByte(Path index) throws IOException {
    try (var files = Files.list(index)) {
      Path vectors =
          files.filter(file -> file.toString().endsWith(".vec")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(vectors);
      bytes[bytes.length / 2] ^= 1;
      Files.write(vectors, bytes);
    }
  }
}
