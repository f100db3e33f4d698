package io.github.hnswsearch.document;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** An unpacked stream that ends with an error once it has given more than it may. */
final class LimitedStream extends FilterInputStream {
  private final Path file;
  private final long limit;
  private long given;

  LimitedStream(InputStream in, Path file, DocumentLimits limits) {
    super(in);
    this.file = file;
    this.limit = limits.unpackedBytes();
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(read);
    return read;
  }

  private void count(int read) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("given up");
    }
    given += Math.max(0, read);
    if (given > limit) {
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
