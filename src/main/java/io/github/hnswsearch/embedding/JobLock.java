package io.github.hnswsearch.embedding;

import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process out of a folder until it is closed or the process dies. */
final class JobLock implements Closeable {
  private static final String NAME = ".lock";

  private final FileChannel channel;

  private JobLock(FileChannel channel) {
    this.channel = channel;
  }

  static boolean is(Path file) {
    return file.endsWith(NAME);
  }

  /**
   * Takes the lock of a folder, which comes to be where it is missing.
   *
   * @throws BadInputException if another process has it
   */
  static JobLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new JobLock(channel);
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      // Reported below like a lock held by another process.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new BadInputException(
        folder.toString(),
        "expected no other embed that writes there, found one running",
        "Wait until it has ended");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
