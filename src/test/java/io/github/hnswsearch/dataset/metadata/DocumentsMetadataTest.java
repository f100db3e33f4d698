package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.MetadataFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What embed writes of documents. */
final class DocumentsMetadataTest {
  private static final String LINE =
      "{\"path\":\"a/b.pdf\",\"title\":\"On Whales\",\"abstract\":\"Big.\",\"type\":\"pdf\","
          + "\"notes\":[\"only the first 3 pages were read\"]}\n";

  @TempDir private Path folder;
  private MetadataFiles files;

  @BeforeEach
  void create() {
    files = new MetadataFiles(folder, MetadataFormat.DOCUMENTS);
  }

  @Test
  void everyKeyIsRead() throws IOException {
    MetadataFiles.Read read = files.read(LINE).getFirst();

    assertThat(read.keys()).containsExactly("a/b.pdf");
    assertThat(read.entry().metadata().values())
        .isEqualTo(
            Map.of(
                "title", List.of("On Whales"),
                "abstract", List.of("Big."),
                "type", List.of("pdf"),
                "notes", List.of("only the first 3 pages were read")));
  }

  @Test
  void aPaperOfArxivIsFoundByItsId() throws IOException {
    assertThat(files.read(LINE.replace("a/b.pdf", "1706.03762v5.pdf")).getFirst().keys())
        .containsExactly("1706.03762");
  }

  @Test
  void theFormatIsToldByItsFirstLine() throws IOException {
    Path file = Files.writeString(folder.resolve("metadata.jsonl"), LINE);
    assertThat(FormatDetection.of(file)).isEqualTo(MetadataFormat.DOCUMENTS);
  }
}
