package io.github.hnswsearch.document;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Counts what a part of a file unpacks to, and ends with an error once that is more than it may.
 */
final class UnpackedBytes {
  private final Path file;
  private final long limit;
  private long count;

  UnpackedBytes(Path file, DocumentLimits limits) {
    this.file = file;
    this.limit = limits.unpackedBytes();
  }

  /**
   * Counts some more.
   *
   * @throws UnreadableDocumentException if they are too many
   * @throws InterruptedIOException if the reading of the document has been given up
   */
  void add(int bytes) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("given up");
    }
    count += bytes;
    if (count > limit) {
      throw new UnreadableDocumentException(
          file.toString(),
          DocumentFault.TOO_LARGE,
          String.format(
              Locale.ROOT, "expected parts that unpack to at most %,d bytes, found more", limit),
          "Split the document",
          null);
    }
  }
}
