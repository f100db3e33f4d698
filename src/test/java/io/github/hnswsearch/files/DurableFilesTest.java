package io.github.hnswsearch.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir private Path folder;

  @Test
  void aLinkedFileHasTwoNamesAndStaysWhereOneGoes() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");
    Path second = folder.resolve("second");
    DurableFiles.linkOrCopy(file, second);

    assertThat(Files.isSameFile(file, second)).isTrue();
    Files.delete(file);
    assertThat(second).hasContent("content");
  }

  @Test
  void aFileThatCannotHaveTwoNamesIsCopied() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");
    try (FileSystem archive =
        FileSystems.newFileSystem(folder.resolve("other.zip"), Map.of("create", "true"))) {
      Path copy = archive.getPath("/copy");
      DurableFiles.linkOrCopy(file, copy);

      assertThat(Files.readString(copy)).isEqualTo("content");
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> DurableFiles.linkOrCopy(missing, folder.resolve("second")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing");
  }
}
