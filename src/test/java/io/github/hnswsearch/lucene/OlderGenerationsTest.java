package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.RevisionWriter;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Passing;
import io.github.hnswsearch.search.MissingCountsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generations that were written without what facets count. */
class OlderGenerationsTest {
  @Test
  void theirValuesCannotBeCountedAndTheErrorSaysWhatToDo(@TempDir Path folder)
      throws IOException, UnitVector.DefectException {
    Field searchedOnly = new Field("venue", FieldType.TEXT);
    Generation generation =
        Indexes.write(
            folder,
            new Schema(List.of(searchedOnly)),
            2,
            Quantization.NONE,
            List.of(
                new Item(
                    "a",
                    "",
                    UnitVector.of(new float[] {1, 0}),
                    new Metadata(Map.of("venue", List.of("somewhere"))))));
    Field counted = new Field("venue", FieldType.KEYWORD);
    try (LuceneCollectionReader reader =
        Indexes.open(generation.indexDirectory(), new Schema(List.of(counted)), 2)) {
      Passing all = reader.passing(List.of());
      assertThatThrownBy(() -> all.terms(counted, 5, List.of()))
          .isInstanceOf(MissingCountsException.class)
          .hasMessageContaining("The values of venue cannot be counted")
          .hasMessageContaining("./hnsw-search rebuild");
    }
  }

  @Test
  void rowsWhoseFieldsAreHeldInAnotherWayAreNotMixedIn(@TempDir Path folder)
      throws IOException, UnitVector.DefectException {
    Item item =
        new Item(
            "a",
            "",
            UnitVector.of(new float[] {1, 0}),
            new Metadata(Map.of("venue", List.of("somewhere"))));
    Generation generation =
        Indexes.write(
            folder,
            new Schema(List.of(new Field("venue", FieldType.TEXT))),
            2,
            Quantization.NONE,
            List.of(item));
    Schema counted = new Schema(List.of(new Field("venue", FieldType.KEYWORD)));
    try (RevisionWriter writer =
        new LuceneBackend().revise(generation.indexDirectory(), counted, IndexOptions.DEFAULT, 1)) {
      writer.add(new Item("b", "", item.vector(), item.metadata()));
      assertThatThrownBy(() -> writer.finish(false, linked -> {}))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("expected fields", "venue", "./hnsw-search rebuild");
    }
  }

  @Test
  void anIndexOfAnEarlierMajorVersionIsNotChanged(@TempDir Path folder) throws IOException {
    int before = Version.LATEST.major - 1;
    try (Directory index = FSDirectory.open(folder);
        IndexWriter writer =
            new IndexWriter(index, new IndexWriterConfig().setIndexCreatedVersionMajor(before))) {
      writer.commit();
    }
    assertThatThrownBy(
            () -> new LuceneBackend().revise(folder, Schema.EMPTY, IndexOptions.DEFAULT, 1))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("found one of Lucene " + before, "./hnsw-search rebuild");
  }
}
