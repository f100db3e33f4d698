package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file of byte strings: written once in order by one thread, then read at random by any
 * thread. Deleted on closing, and by the system if the process dies. A reading thread must not be
 * interrupted: that closes the file for all of them.
 */
final class SpillFile implements Closeable {
  private static final int BUFFER = 1 << 18;

  private final Path directory;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long length;

  private SpillFile(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  static SpillFile create(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
      Path file = Files.createTempFile(directory, "metadata-", ".spill");
      return new SpillFile(
          directory,
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  /** Appends and returns the offset to read from. */
  long append(byte[] bytes) throws IOException {
    long offset = length;
    length += bytes.length;
    int done = 0;
    while (done < bytes.length) {
      int count = Math.min(buffer.remaining(), bytes.length - done);
      buffer.put(bytes, done, count);
      done += count;
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
    return offset;
  }

  /** Ends writing. To be called once before the first read. */
  void flush() throws IOException {
    try {
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  ByteBuffer read(long offset, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("cut short");
        }
      }
    } catch (IOException e) {
      throw unusable(directory, e);
    }
    return bytes.flip();
  }

  private static BadInputException unusable(Path directory, IOException e) {
    return new BadInputException(
        directory.toString(),
        "expected room for a temporary file of metadata, found: " + e.getMessage(),
        "Free space there, about as much as the metadata takes unpacked, and start again",
        e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
