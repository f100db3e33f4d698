package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.FieldType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataJoinTest {
  @TempDir Path folder;

  private MetadataJoin join(String csv, String... keys) throws IOException {
    MetadataFiles files =
        new MetadataFiles(folder, MetadataFormat.CSV).fields(Map.of("title", FieldType.TEXT));
    Files.writeString(files.file(), csv);
    RowKeys rows = new RowKeys(keys.length);
    for (String key : keys) {
      rows.add(key);
    }
    try (MetadataReader reader = files.open()) {
      return MetadataJoin.of(reader, rows, folder.resolve("temporary"));
    }
  }

  private static Optional<String> title(MetadataJoin join, int row, String key) throws IOException {
    return join.find(row, key).flatMap(entry -> entry.metadata().first("title"));
  }

  @Test
  void eachRowFindsItsRecord() throws IOException {
    try (MetadataJoin join = join("id,title\nb,two\na,one\nz,none\n", "a", "b", "c")) {
      assertThat(title(join, 0, "a")).contains("one");
      assertThat(title(join, 1, "b")).contains("two");
      assertThat(join.find(2, "c")).isEmpty();
      assertThat(join.unmatched()).isEqualTo(1);
      assertThat(join.repeated()).isZero();
    }
  }

  @Test
  void theLastRecordOfAKeyWins() throws IOException {
    try (MetadataJoin join = join("id,title\na,one\na,two\na,three\n", "a", "a")) {
      assertThat(title(join, 0, "a")).contains("three");
      assertThat(title(join, 1, "a")).contains("three");
      assertThat(join.repeated()).isEqualTo(2);
    }
  }

  @Test
  void aRecordIsGivenOnlyToARowWithItsKeyEvenIfTheirHashesMeet() throws IOException {
    try (MetadataJoin join = join("id,title\na,one\n", "a")) {
      assertThat(join.find(0, "a key with the hash of a")).isEmpty();
    }
  }

  @Test
  void recordsLongerThanTheBufferAreReadBack() throws IOException {
    String title = "x".repeat(1_000_000);
    try (MetadataJoin join = join("id,title\na,one\nb," + title + "\nc,two\n", "a", "b", "c")) {
      assertThat(title(join, 1, "b")).contains(title);
      assertThat(title(join, 2, "c")).contains("two");
    }
  }

  @Test
  void theTemporaryFileIsGoneAfterClosing() throws IOException {
    join("id,title\na,one\n", "a").close();
    assertThat(folder.resolve("temporary")).isEmptyDirectory();
  }

  @Test
  void aTemporaryDirectoryThatCannotBeIsNamed() throws IOException {
    Files.writeString(folder.resolve("temporary"), "a file in the way");
    assertThatThrownBy(() -> join("id,title\na,one\n", "a"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("temporary").toString());
  }
}
