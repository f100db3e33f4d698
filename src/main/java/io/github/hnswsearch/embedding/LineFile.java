package io.github.hnswsearch.embedding;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file of lines that grows with every part; what came after the last whole part is cut off. */
final class LineFile {
  /** Gives lines one after the other. */
  @FunctionalInterface
  interface Lines {
    /** The next line without its end, or null after the last. */
    @Nullable String next() throws IOException;
  }

  private final Path file;

  LineFile(Path file) {
    this.file = file;
  }

  /** Cuts the file to a length that it had before; 0 deletes it. */
  void cut(long length) throws IOException {
    if (length == 0) {
      Files.deleteIfExists(file);
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  /**
   * Writes lines behind a length that the file had before and forces them to the disk. Where there
   * are none, no file comes to be.
   *
   * @return the new length
   */
  long append(long length, Lines lines) throws IOException {
    String line = lines.next();
    if (line == null) {
      return length;
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        BufferedWriter writer =
            new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
      channel.position(length);
      for (; line != null; line = lines.next()) {
        writer.write(line);
        writer.write('\n');
      }
      writer.flush();
      channel.force(true);
      return channel.position();
    }
  }
}
