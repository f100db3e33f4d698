package io.github.hnswsearch.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LockFileTest {
  @TempDir private Path folder;

  @Test
  void aLockIsFreeAgainOnceItsHolderHasClosedIt() throws IOException {
    Path file = folder.resolve("new/.lock");
    LockFile held = LockFile.tryTake(file).orElseThrow();

    assertThat(LockFile.tryTake(file)).isEmpty();
    held.close();

    Optional<LockFile> again = LockFile.tryTake(file);
    assertThat(again).isPresent();
    again.orElseThrow().close();
  }

  @Test
  void locksOfDifferentFilesDoNotMeet() throws IOException {
    try (LockFile one = LockFile.tryTake(folder.resolve("one")).orElseThrow();
        LockFile other = LockFile.tryTake(folder.resolve("other")).orElseThrow()) {
      assertThat(one).isNotSameAs(other);
    }
  }
}
