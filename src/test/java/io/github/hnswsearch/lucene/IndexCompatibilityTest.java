package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read is refused in one sentence with the way out, and never taken for damage. */
final class IndexCompatibilityTest {
  private static final String READABLE = "10.3.2-bit1";
  private static final IndexableField ID = new StringField("_id", "a", Store.YES);
  private static final IndexableField VECTOR =
      new KnnFloatVectorField(
          "_vector", OlderGenerations.vector(1).components(), VectorSimilarityFunction.DOT_PRODUCT);

  @TempDir private Path root;

  private Generation live() throws IOException {
    return new IndexData(root).live(OlderGenerations.COLLECTION);
  }

  private void assertRefused(String... words) throws IOException {
    Generation generation = live();
    for (Opening opening : List.<Opening>of(LuceneBackend::openIndex, GenerationItems::new)) {
      assertThatThrownBy(() -> opening.open(generation))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(generation.indexDirectory() + ": expected ")
          .hasMessageContainingAll(words)
          .hasMessageContaining("./hnsw-search rebuild papers")
          .hasMessageNotContaining("Exception");
    }
    assertThat(new IndexInspector().inspect(generation).problems())
        .singleElement()
        .asString()
        .contains(words)
        .contains("./hnsw-search rebuild papers")
        .doesNotContain("damage");
  }

  /** A way to read an index. */
  @FunctionalInterface
  private interface Opening {
    Object open(Generation generation) throws IOException;
  }

  @Test
  void anIndexOfLucene8IsTooOld() throws IOException {
    OlderGenerations.copy(OlderGenerations.TOO_OLD, root);
    assertRefused("of Lucene 9.0 or later", "found one of Lucene 8.11.4", "import them again");
  }

  @Test
  void aLaterFormatOfSegmentsIsTooNew() throws IOException {
    OlderGenerations.copy(READABLE, root);
    OlderGenerations.changeSegments(root, IndexCompatibilityTest::ofALaterFormat);
    assertRefused("Lucene " + Version.LATEST + " or earlier", "found a later one", "Upgrade");
  }

  /** The format follows a magic number and the name of the kind of file. */
  private static byte[] ofALaterFormat(byte[] segments) {
    byte[] name = "segments".getBytes(StandardCharsets.US_ASCII);
    segments[4 + 1 + name.length + 3] = 99;
    return segments;
  }

  @Test
  void anIndexThatALaterMajorVersionBeganIsTooNew() throws IOException {
    OlderGenerations.copy(READABLE, root);
    OlderGenerations.changeSegments(root, IndexCompatibilityTest::ofALaterMajorVersion);
    assertRefused("Lucene " + Version.LATEST + " or earlier", "found a later one", "Upgrade");
  }

  /** After the format come 16 bytes of an id, a suffix of one character and the versions. */
  private static byte[] ofALaterMajorVersion(byte[] segments) {
    int versions = 4 + 1 + "segments".length() + 4 + 16 + 1 + 1;
    int later = Version.LATEST.major + 1;
    segments[versions] = (byte) later;
    segments[versions + 3] = (byte) later;
    return segments;
  }

  @Test
  void aLaterCodecIsTooNew() throws IOException {
    OlderGenerations.copy(READABLE, root);
    OlderGenerations.changeSegments(
        root, segments -> OlderGenerations.replaced(segments, "Lucene103", "Lucene999"));
    assertRefused("Lucene " + Version.LATEST + " or earlier", "Upgrade");
  }

  @Test
  void aManifestThatTellsTheLaterVersionIsQuoted() throws IOException {
    OlderGenerations.copy(READABLE, root);
    OlderGenerations.changeSegments(
        root, segments -> OlderGenerations.replaced(segments, "Lucene103", "Lucene999"));
    Path manifest = live().directory().resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("10.3.2", "11.0.0"));
    assertRefused("found one of Lucene 11.0.0", "Upgrade");
  }

  @Test
  void anIndexWithoutOurFieldsIsOfAnotherProgram() throws IOException {
    write(new StringField("body", "text", Store.YES));
    assertRefused("a field _id", "found no field _id", "Another program");
    write(ID);
    assertRefused("found no vectors");
  }

  @Test
  void vectorsThatTheManifestDoesNotDescribeAreOfAnotherProgram() throws IOException {
    write(ID, new KnnFloatVectorField("_vector", new float[] {1, 0}));
    assertRefused("unit vectors of 32 components", "found vectors of 2 components");
    write(ID, new KnnByteVectorField("_vector", new byte[OlderGenerations.DIMENSION]));
    assertRefused("found vectors of bytes");
    write(
        ID,
        new KnnFloatVectorField(
            "_vector",
            OlderGenerations.vector(1).components(),
            VectorSimilarityFunction.EUCLIDEAN));
    assertRefused("found vectors that are compared by euclidean");
  }

  @Test
  void aGenerationThatCannotBeOpenedLeavesNoFileMapped() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    assumeThat(maps).exists();
    OlderGenerations.copy(READABLE, root);
    Path manifest = live().directory().resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replaceFirst("\"title\" *:", "\"A title\":"));

    assertThatThrownBy(() -> LuceneBackend.openIndex(live())).hasMessageContaining("A title");

    assertThat(Files.readString(maps)).doesNotContain(root.toRealPath().toString());
  }

  @Test
  void anIndexOfOurFieldsIsReadWhoeverWroteIt() throws IOException {
    write(ID, VECTOR);
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(live())) {
      assertThat(reader.size()).isOne();
    }
  }

  @Test
  void moreOrFewerItemsThanTheManifestCountsAreOfAnotherManifest() throws IOException {
    write(ID, VECTOR);
    count(2);
    assertRefused("expected the 2 items that the manifest counts, found 1");
  }

  @Test
  void documentsWithoutVectorsAreOfAnotherProgram() throws IOException {
    write(List.of(List.of(ID, VECTOR), List.of(ID)));
    assertRefused("found 2 documents of which 1 have a vector");
  }

  @Test
  void vectorsThatAreNotOfUnitLengthAreNotRewritten() throws IOException {
    float[] twice = OlderGenerations.vector(1).components().clone();
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2;
    }
    write(
        ID,
        new StoredField("_url", ""),
        new KnnFloatVectorField("_vector", twice, VectorSimilarityFunction.DOT_PRODUCT));
    try (GenerationItems items = new GenerationItems(live())) {
      assertThatThrownBy(items::next)
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("item a", "a vector of length 1", "the norm is 1.99");
    }
  }

  /** Puts another index of one document in the place of ours. */
  private void write(IndexableField... fields) throws IOException {
    write(List.of(List.of(fields)));
  }

  private void write(List<List<IndexableField>> documents) throws IOException {
    DurableFiles.deleteTree(root.resolve(OlderGenerations.COLLECTION));
    OlderGenerations.copy(READABLE, root);
    Path index = OlderGenerations.index(root);
    DurableFiles.deleteTree(index);
    try (Directory directory = FSDirectory.open(index);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      for (List<IndexableField> fields : documents) {
        Document document = new Document();
        fields.forEach(document::add);
        writer.addDocument(document);
      }
      writer.commit();
    }
    count(documents.size());
  }

  /** Makes the manifest count so many items. */
  private void count(int items) throws IOException {
    Path manifest = OlderGenerations.index(root).resolveSibling("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replaceFirst("\"items\" ?: ?[0-9]+", "\"items\": " + items));
  }
}
