package io.github.hnswsearch.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
  void severalShareALockThatNobodyHasAlone() throws IOException {
    Path file = folder.resolve("shared");
    LockFile one = LockFile.tryShare(file).orElseThrow();
    LockFile other = LockFile.tryShare(file).orElseThrow();

    assertThat(LockFile.tryTake(file)).isEmpty();
    one.close();
    one.close();
    assertThat(LockFile.tryTake(file)).isEmpty();
    other.close();

    LockFile alone = LockFile.tryTake(file).orElseThrow();
    assertThat(LockFile.tryShare(file)).isEmpty();
    alone.close();
    LockFile.tryShare(file).orElseThrow().close();
  }

  @Test
  void nothingIsSharedInAFolderThatIsGone() {
    assertThatThrownBy(() -> LockFile.tryShare(folder.resolve("gone/shared")))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** The operating system would otherwise let go of a lock as another channel to it is closed. */
  @Test
  void aLockIsHeldAgainstOtherProcessesWhateverThisOneTriesMeanwhile() throws Exception {
    Path file = folder.resolve("tried");
    LockFile held = LockFile.tryTake(file).orElseThrow();
    assertThat(LockFile.tryTake(file)).isEmpty();
    assertThat(LockFile.tryShare(file)).isEmpty();
    assertThat(takenByAnotherProcess(file)).isFalse();

    held.close();
    assertThat(takenByAnotherProcess(file)).isTrue();
    LockFile shared = LockFile.tryShare(file).orElseThrow();
    assertThat(takenByAnotherProcess(file)).isFalse();
    shared.close();
  }

  private static boolean takenByAnotherProcess(Path file) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockFileTest.class.getName(),
                file.toString())
            .inheritIO()
            .start()
            .waitFor()
        == 0;
  }

  /** Exits with 0 if it can have a file alone. */
  public static void main(String[] file) throws IOException {
    System.exit(LockFile.tryTake(Path.of(file[0])).isPresent() ? 0 : 1);
  }

  @Test
  void locksOfDifferentFilesDoNotMeet() throws IOException {
    try (LockFile one = LockFile.tryTake(folder.resolve("one")).orElseThrow();
        LockFile other = LockFile.tryTake(folder.resolve("other")).orElseThrow()) {
      assertThat(one).isNotSameAs(other);
    }
  }
}
