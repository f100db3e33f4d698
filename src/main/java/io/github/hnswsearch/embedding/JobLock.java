package io.github.hnswsearch.embedding;

import io.github.hnswsearch.files.LockFile;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Path;

/** Keeps a second process out of a folder until it is closed or the process dies. */
final class JobLock {
  private static final String NAME = ".lock";

  private JobLock() {}

  static boolean is(Path file) {
    return file.endsWith(NAME);
  }

  /**
   * Takes the lock of a folder, which comes to be where it is missing.
   *
   * @throws BadInputException if another process has it
   */
  static LockFile take(Path folder) throws IOException {
    return LockFile.tryTake(folder.resolve(NAME))
        .orElseThrow(
            () ->
                new BadInputException(
                    folder.toString(),
                    "expected no other embed that writes there, found one running",
                    "Wait until it has ended"));
  }
}
