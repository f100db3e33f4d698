package io.github.hnswsearch.index;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What to tell of a build that failed as its files could not be written or read. */
final class BuildFailure {
  /** A disk with less room takes no further rows. */
  private static final long LEAST_BYTES = 16 << 20;

  private BuildFailure() {}

  /** Whether what has been written is better deleted than kept. */
  static boolean isDiskFull(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < LEAST_BYTES;
    } catch (IOException e) {
      return true; // Whatever is wrong with the disk, nothing goes on there.
    }
  }

  /**
   * The failure with its cause and place; a defect of the program stays as it is.
   *
   * @param collection folder of the collection
   */
  static IOException of(Path collection, Exception failure) {
    if (failure instanceof BadInputException told) {
      return told;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadInputException told) {
        return told;
      }
      if (cause instanceof IOException) {
        return new BadInputException(
            collection.toString(),
            "expected to write an index there, found: " + reason(cause),
            "Mend that and run the command again; what was live before still is",
            failure);
      }
    }
    if (failure instanceof RuntimeException defect) {
      throw defect;
    }
    return new IOException(failure);
  }

  private static String reason(Throwable cause) {
    String reason =
        cause instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : cause.getMessage();
    return reason == null || reason.isBlank() ? cause.getClass().getSimpleName() : reason;
  }
}
