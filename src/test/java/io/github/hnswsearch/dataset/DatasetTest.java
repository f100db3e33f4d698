package io.github.hnswsearch.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.dataset.MemoryEmbeddings.Row;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.ItemSource.Batch;
import io.github.hnswsearch.record.RowOutcome;
import io.github.hnswsearch.record.SkipCause;
import io.github.hnswsearch.record.SkippedRow;
import io.github.hnswsearch.record.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
  private static final String OPEN_IMAGES_HEADER =
      "ImageID,Subset,OriginalURL,OriginalLandingURL,License,AuthorProfileURL,Author,Title,"
          + "OriginalSize,OriginalMD5,Thumbnail300KURL,Rotation\n";
  private static final String PICTURE =
      "00000000000000aa,train,https://img.example/1_o.jpg,https://img.example/p/1,"
          + "https://license.example/by,https://img.example/u,Ada Bee,A hill,1234,bWQ1==,"
          + "https://img.example/1_z.jpg,90.0\n";

  @TempDir Path folder;
  private final MemoryEmbeddings embeddings = new MemoryEmbeddings();

  private static Row row(String id, float... embedding) {
    return new Row(id, embedding);
  }

  private Dataset open(@Nullable MetadataSource metadata, Path... files) throws IOException {
    return Dataset.open(
        new Source(List.of(files), DatasetNames.DETECT),
        metadata,
        folder.resolve("temporary"),
        Progress.NONE,
        embeddings);
  }

  private MetadataSource metadata(
      MetadataFormat format, String content, Map<String, FieldType> fields) throws IOException {
    Path file = Files.writeString(folder.resolve("metadata"), content);
    return new MetadataSource(format, file, null, fields);
  }

  private static List<RowOutcome> outcomes(Dataset dataset) throws IOException {
    List<RowOutcome> outcomes = new ArrayList<>();
    Batch batch;
    while ((batch = dataset.next()) != null) {
      for (int i = 0; i < batch.size(); i++) {
        outcomes.add(batch.read(i));
      }
    }
    return outcomes;
  }

  private static List<Boolean> repeated(Dataset dataset) throws IOException {
    List<Boolean> repeated = new ArrayList<>();
    Batch batch;
    while ((batch = dataset.next()) != null) {
      for (int i = 0; i < batch.size(); i++) {
        repeated.add(batch.repeated(i));
      }
    }
    return repeated;
  }

  private static List<Item> items(Dataset dataset) throws IOException {
    return outcomes(dataset).stream().map(Item.class::cast).toList();
  }

  @Test
  void rowsComeInOrderAsUnitVectors() throws IOException {
    Path a = embeddings.put(folder.resolve("a.h5"), row("x", 3, 4), row("y", 0, 2), row("z", 1, 0));
    Path b = embeddings.put(folder.resolve("b.h5"), row("w", 0, -5));

    try (Dataset dataset = open(null, a, b)) {
      assertThat(dataset.rows()).isEqualTo(4);
      assertThat(dataset.dimension()).isEqualTo(2);
      assertThat(dataset.schema().fields()).isEmpty();
      List<Item> items = items(dataset);
      assertThat(items).extracting(Item::id).containsExactly("x", "y", "z", "w");
      assertThat(items.getFirst().vector().components()).containsExactly(0.6f, 0.8f);
      assertThat(items.getLast().vector().components()).containsExactly(0f, -1f);
      assertThat(dataset.next()).isNull();
      assertThat(dataset.counts()).isEqualTo(Map.of("rows_repeated", 0L, "urls_repaired", 0L));
    }
    assertThat(embeddings.openFiles()).isZero();
  }

  @Test
  void aFolderOfPartsIsReadInTheOrderOfItsNames() throws IOException {
    Path parts = Files.createDirectory(folder.resolve("parts"));
    embeddings.put(parts.resolve("part-0002.h5"), row("c", 1));
    embeddings.put(parts.resolve("part-0001.HDF5"), row("b", 1));
    embeddings.put(parts.resolve("part-0000.h5"), row("a", 1));
    Files.writeString(parts.resolve("part-0003.h5.tmp"), "being written");
    Files.writeString(parts.resolve(".hidden.h5"), "no part");

    try (Dataset dataset = open(null, parts)) {
      assertThat(items(dataset)).extracting(Item::id).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aFolderWithoutPartsIsRefused() throws IOException {
    Path parts = Files.createDirectory(folder.resolve("parts"));
    assertThatThrownBy(() -> open(null, parts))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected files that end in .h5 or .hdf5, found none");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> open(null, folder.resolve("none.h5")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none.h5: there is no such file or folder");
  }

  @Test
  void filesOfDifferentDimensionsAreRefusedByName() throws IOException {
    Path a = embeddings.put(folder.resolve("a.h5"), row("x", 1, 2));
    Path b = embeddings.put(folder.resolve("b.h5"), row("y", 1, 2, 3));
    assertThatThrownBy(() -> open(null, a, b))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(b + ": expected 2 components as in " + a + ", found 3");
  }

  @Test
  void badRowsAreSkippedWithFileRowAndCause() throws IOException {
    Path a = embeddings.put(folder.resolve("a.h5"), row("x", 1, 1));
    Path b =
        embeddings.put(
            folder.resolve("b.h5"),
            row("", 1, 1),
            row("nan", 1, Float.NaN),
            row("zero", 0, 0),
            row("https://arxiv.org/pdf/astro-ph/06010", 1, 1));

    try (Dataset dataset = open(null, a, b)) {
      assertThat(outcomes(dataset).subList(1, 5))
          .containsExactly(
              new SkippedRow("b.h5", 0, "", SkipCause.MISSING_ID, "the id is empty"),
              new SkippedRow("b.h5", 1, "nan", SkipCause.NOT_A_NUMBER, "component 1 is NaN"),
              new SkippedRow("b.h5", 2, "zero", SkipCause.ZERO, "all 2 components are 0"),
              new SkippedRow(
                  "b.h5",
                  3,
                  "https://arxiv.org/pdf/astro-ph/06010",
                  SkipCause.CUT_URL,
                  "expected a whole arXiv id, found \"https://arxiv.org/pdf/astro-ph/06010\""));
    }
  }

  @Test
  void rowsOfTheSameItemAreMarkedAcrossFilesAndForms() throws IOException {
    Path a =
        embeddings.put(
            folder.resolve("a.h5"),
            row("https://arxiv.org/pdf/1706.03762.pd", 1),
            row("https://arxiv.org/abs/1706.03763", 1),
            row("", 1));
    Path b =
        embeddings.put(
            folder.resolve("b.h5"), row("https://arxiv.org/abs/1706.03762v2", 1), row("", 1));

    try (Dataset dataset = open(null, a, b)) {
      assertThat(repeated(dataset)).containsExactly(true, false, false, true, false);
      assertThat(dataset.counts()).containsEntry("rows_repeated", 1L);
    }
  }

  @Test
  void papersAreJoinedByArxivIdInAnyOrder() throws IOException {
    Path file =
        embeddings.put(
            folder.resolve("a.h5"),
            row("https://arxiv.org/pdf/1706.03762.pd", 1),
            row("https://arxiv.org/abs/math/0309136v1", 1),
            row("https://arxiv.org/abs/2001.00001", 1));
    MetadataSource metadata =
        metadata(
            MetadataFormat.ARXIV,
            """
            {"id":"math/0309136","title":"Old"}
            {"id":"9999.99999","title":"No such month"}
            {"id":"0704.0001","title":"No row"}
            {"id":"1706.03762","title":"First"}
            {"id":"1706.03762","title":"Second","update_date":"soon"}
            """,
            Map.of());

    try (Dataset dataset = open(metadata, file)) {
      List<Item> items = items(dataset);
      assertThat(items)
          .extracting(Item::id)
          .containsExactly("1706.03762", "math_0309136", "2001.00001");
      assertThat(items)
          .extracting(Item::url)
          .containsExactly(
              "https://arxiv.org/pdf/1706.03762.pdf",
              "https://arxiv.org/abs/math/0309136v1",
              "https://arxiv.org/abs/2001.00001");
      assertThat(items)
          .extracting(item -> item.metadata().first("title").orElse("none"))
          .containsExactly("Second", "Old", "none");
      assertThat(dataset.counts())
          .isEqualTo(
              Map.of(
                  "rows_repeated", 0L,
                  "urls_repaired", 1L,
                  "rows_without_metadata", 1L,
                  "metadata_without_row", 1L,
                  "metadata_lines", 5L,
                  "metadata_bad_lines", 1L,
                  "metadata_repeated", 1L,
                  "values_dropped", 1L));
      assertThat(dataset.metadataProblems().badLineList())
          .containsExactly("line 2: expected an arXiv id, found \"9999.99999\"");
    }
  }

  @Test
  void picturesAreJoinedByUrlImageIdOrThumbnail() throws IOException {
    Path file =
        embeddings.put(
            folder.resolve("a.h5"),
            row("https://img.example/1_o.jpg", 1),
            row("train/00000000000000bb.jpg", 1),
            row("https://img.example/3_z.jpg", 1),
            row("https://img.example/unknown.jpg", 1));
    MetadataSource metadata =
        metadata(
            MetadataFormat.OPEN_IMAGES,
            OPEN_IMAGES_HEADER
                + PICTURE
                + PICTURE.replace("aa,", "bb,").replace("/1_", "/2_")
                + PICTURE.replace("aa,", "cc,").replace("/1_", "/3_"),
            Map.of());

    try (Dataset dataset = open(metadata, file)) {
      List<Item> items = items(dataset);
      assertThat(items)
          .extracting(Item::id)
          .startsWith("00000000000000aa", "00000000000000bb", "00000000000000cc");
      assertThat(items)
          .extracting(Item::url)
          .containsExactly(
              "https://img.example/1_o.jpg",
              "https://img.example/2_o.jpg",
              "https://img.example/3_z.jpg",
              "https://img.example/unknown.jpg");
      assertThat(items.get(3).id()).matches("[0-9a-f]{16}");
      assertThat(dataset.counts()).containsEntry("rows_without_metadata", 1L);
    }
  }

  @Test
  void rowsThatTheMetadataShowsToBeTheSamePictureAreMarked() throws IOException {
    Path file =
        embeddings.put(
            folder.resolve("a.h5"),
            row("https://img.example/1_o.jpg", 1),
            row("other", 1),
            row("00000000000000aa", 1),
            row("https://img.example/moved_o.jpg", 1));
    MetadataSource metadata =
        metadata(
            MetadataFormat.OPEN_IMAGES,
            OPEN_IMAGES_HEADER + PICTURE + PICTURE.replace("/1_o", "/moved_o"),
            Map.of());

    try (Dataset dataset = open(metadata, file)) {
      assertThat(repeated(dataset)).containsExactly(true, false, true, true);
      assertThat(dataset.counts()).containsEntry("rows_repeated", 2L);
    }
  }

  @Test
  void namedColumnsArePassedThroughWithTheirTypes() throws IOException {
    Path file = embeddings.put(folder.resolve("a.h5"), row("a/b.jpg", 1), row("c.jpg", 1));
    MetadataSource metadata =
        metadata(
            MetadataFormat.CSV,
            "path,Votes,ignored\na/b.jpg,17,x\nc.jpg,many,x\n",
            Map.of("Votes", FieldType.LONG));

    try (Dataset dataset = open(metadata, file)) {
      assertThat(dataset.schema().find("votes")).get().extracting("type").isEqualTo(FieldType.LONG);
      List<Item> items = items(dataset);
      assertThat(items.get(0).metadata().values()).isEqualTo(Map.of("votes", List.of("17")));
      assertThat(items.get(1).metadata().values()).isEmpty();
      assertThat(dataset.counts())
          .containsEntry("values_dropped", 1L)
          .containsEntry("rows_without_metadata", 0L);
      assertThat(dataset.metadataProblems().droppedValueList())
          .containsExactly("line 3, Votes: expected a whole number of 64 bits, found \"many\"");
    }
  }

  @Test
  void batchesAreReadByManyThreads() throws Exception {
    int rows = 500;
    StringBuilder lines = new StringBuilder("id,title\n");
    Row[] all = new Row[rows];
    for (int i = 0; i < rows; i++) {
      all[i] = row("r" + i, 1, i);
      lines.append('r').append(i).append(",title of ").append(i).append('\n');
    }
    Path file = embeddings.put(folder.resolve("a.h5"), all);
    MetadataSource metadata =
        metadata(MetadataFormat.CSV, lines.toString(), Map.of("title", FieldType.TEXT));

    try (Dataset dataset = open(metadata, file)) {
      List<Batch> batches = new ArrayList<>();
      Batch batch;
      while ((batch = dataset.next()) != null) {
        batches.add(batch);
      }
      List<Item> items = batches.parallelStream().flatMap(DatasetTest::read).toList();
      for (int i = 0; i < rows; i++) {
        assertThat(items.get(i).metadata().first("title")).contains("title of " + i);
      }
    }
  }

  private static Stream<Item> read(Batch batch) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      try {
        items.add((Item) batch.read(i));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return items.stream();
  }

  @Test
  void theFilesAreDigestedEmbeddingsFirst() throws IOException {
    Path a = embeddings.put(folder.resolve("a.h5"), row("x", 1));
    MetadataSource metadata = metadata(MetadataFormat.CSV, "id\nabc\n", Map.of());

    try (Dataset dataset = open(metadata, a)) {
      // printf 'id\nabc\n' | sha256sum
      assertThat(dataset.files())
          .extracting(SourceFile::path)
          .containsExactly(a.toString(), metadata.file().toString());
      assertThat(dataset.files().getLast())
          .isEqualTo(
              new SourceFile(
                  metadata.file().toString(),
                  7,
                  "d6c8099682285e8811bcd249ac6aec9667daa6d71cb04056c6706f1eb6c64327"));
    }
  }

  @Test
  void progressIsToldInRowsAndBytes() throws IOException {
    Path a = embeddings.put(folder.resolve("a.h5"), row("x", 1), row("y", 1), row("z", 1));
    MetadataSource metadata = metadata(MetadataFormat.CSV, "id\nx\n", Map.of());
    List<String> told = new ArrayList<>();

    Dataset.open(
            new Source(List.of(a), DatasetNames.DETECT),
            metadata,
            folder,
            (step, done, total) -> told.add(step + " " + done + "/" + total),
            embeddings)
        .close();

    assertThat(told).containsSubsequence("IDS 2/3", "IDS 3/3").contains("METADATA 5/5");
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    Path a = embeddings.put(folder.resolve("a.h5"), row("x", 1));
    open(metadata(MetadataFormat.CSV, "id\nx\n", Map.of()), a).close();
    assertThatThrownBy(() -> open(metadata(MetadataFormat.ARXIV, "{}\n", Map.of()), a))
        .isInstanceOf(BadInputException.class);

    assertThat(folder.resolve("temporary")).isEmptyDirectory();
    assertThat(embeddings.openFiles()).isZero();
  }
}
