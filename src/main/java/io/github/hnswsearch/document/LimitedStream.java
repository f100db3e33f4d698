package io.github.hnswsearch.document;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** An unpacked stream that ends with an error once it has given more than it may. */
final class LimitedStream extends FilterInputStream {
  private final UnpackedBytes given;

  LimitedStream(InputStream in, Path file, DocumentLimits limits) {
    super(in);
    this.given = new UnpackedBytes(file, limits);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    given.add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    given.add(Math.max(0, read));
    return read;
  }
}
