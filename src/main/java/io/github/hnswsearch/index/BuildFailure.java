package io.github.hnswsearch.index;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
   * @param collection that was built
   */
  static IOException of(CollectionDirectory collection, Exception failure) {
    List<Throwable> causes = new ArrayList<>();
    collect(failure, causes);
    for (Throwable cause : causes) {
      if (cause instanceof BadInputException told) {
        return told;
      }
    }
    Optional<Throwable> told =
        causes.stream()
            .filter(BuildFailure::givesAReason)
            .findFirst()
            .or(() -> causes.stream().filter(IOException.class::isInstance).findFirst());
    if (told.isPresent()) {
      return new BadInputException(
          "collection " + collection.name(),
          "expected to write an index, found: " + message(told.get()),
          "Mend that and run the command again; what was live before still is",
          failure);
    }
    if (failure instanceof RuntimeException defect) {
      throw defect;
    }
    return new IOException(failure);
  }

  /** What the failure comes from, and what else failed beside it: either can be the cause. */
  private static void collect(Throwable failure, List<Throwable> causes) {
    causes.add(failure);
    for (Throwable suppressed : failure.getSuppressed()) {
      collect(suppressed, causes);
    }
    if (failure.getCause() != null && !causes.contains(failure.getCause())) {
      collect(failure.getCause(), causes);
    }
  }

  /** Whether it says what the operating system said, and not only of which file. */
  private static boolean givesAReason(Throwable cause) {
    return cause instanceof FileSystemException file && file.getReason() != null;
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null || cause.getMessage().isBlank()
        ? cause.getClass().getSimpleName()
        : cause.getMessage();
  }
}
