package io.github.hnswsearch.download;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Locale;

/** Room on the disk: asked for before bytes are fetched, and reported where it ends. */
final class DiskSpace {
  private static final double MEGABYTE = 1e6;

  private DiskSpace() {}

  /**
   * @param target the file that is to be written
   * @param bytes how many bytes more it needs
   * @throws BadInputException if they do not fit
   */
  static void require(Machine machine, Path target, long bytes) throws IOException {
    long usable = machine.usableSpace(target.getParent());
    if (usable < bytes) {
      throw new BadInputException(
          target.toString(),
          String.format(
              Locale.ROOT,
              "expected room for %,.1f MB more, found %,.1f MB",
              bytes / MEGABYTE,
              usable / MEGABYTE),
          "Free space on that disk or choose a folder on another one");
    }
  }

  /** What a failed write means. */
  static IOException failedWrite(Path file, IOException failure) {
    return failure instanceof ClosedByInterruptException
        ? failure
        : new BadInputException(
            file.toString(),
            "cannot be written (" + failure.getMessage() + ")",
            "Free space on that disk or choose another folder; what has been fetched is kept and"
                + " gone on with",
            failure);
  }
}
