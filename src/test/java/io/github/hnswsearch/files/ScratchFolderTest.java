package io.github.hnswsearch.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void whatAKilledProgramHasLeftGoesWithTheNextAndWhatIsInUseStays() throws IOException {
    try (ScratchFolder inUse = ScratchFolder.in(folder)) {
      Path abandoned = Files.createDirectory(folder.resolve(".hnsw-search-abandoned"));
      Files.writeString(abandoned.resolve("half"), "half");
      Path another = Files.createDirectory(folder.resolve(".another-program"));
      try (ScratchFolder next = ScratchFolder.in(folder)) {
        assertThat(folder)
            .isDirectoryContaining(inUse.path()::equals)
            .isDirectoryContaining(next.path()::equals)
            .isDirectoryContaining(another::equals);
        assertThat(abandoned).doesNotExist();
      }
    }
  }

  @Test
  void oneThatIsMadeWhileAnotherGoesDisturbsNeither() throws Exception {
    try (ExecutorService others = Executors.newFixedThreadPool(2)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        ends.add(
            others.submit(
                () -> {
                  for (int times = 0; times < 200; times++) {
                    try (ScratchFolder scratch = ScratchFolder.in(folder)) {
                      Files.writeString(scratch.path().resolve("half"), "half");
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    ScratchFolder.in(folder).close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void twoAreNeverTheSame() throws IOException {
    try (ScratchFolder one = ScratchFolder.make();
        ScratchFolder other = ScratchFolder.make()) {
      assertThat(one.path()).isNotEqualTo(other.path());
    }
  }
}
