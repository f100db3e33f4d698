package io.github.hnswsearch.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
  @TempDir private Path folder;

  @Test
  void itIsGoneWithAllItHoldsOnceClosed() throws IOException {
    Path inside;
    try (ScratchFolder scratch = ScratchFolder.in(folder.resolve("not/there/yet"))) {
      inside = Files.createDirectories(scratch.path().resolve("a/b"));
      Files.writeString(inside.resolve("c"), "d");
      assertThat(scratch.path().getParent()).isEqualTo(folder.resolve("not/there/yet"));
    }
    assertThat(folder.resolve("not/there/yet")).isEmptyDirectory();
  }

  @Test
  void twoAreNeverTheSame() throws IOException {
    try (ScratchFolder one = ScratchFolder.make();
        ScratchFolder other = ScratchFolder.make()) {
      assertThat(one.path()).isNotEqualTo(other.path());
    }
  }
}
