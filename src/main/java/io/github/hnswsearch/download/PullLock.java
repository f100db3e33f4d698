package io.github.hnswsearch.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time fetch a file. The empty file {@code .<name>.lock} that carries the
 * lock stays: where it is deleted, one process may wait for the old one while another locks a new
 * one.
 */
final class PullLock {
  private static final Duration POLL = Duration.ofMillis(200);

  /** What is done while the lock is held. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  private PullLock() {}

  /**
   * Waits until the file is free and does the work while nobody else does.
   *
   * @param target in a folder that exists
   */
  static <T> T holding(Path target, Machine machine, DownloadListener listener, Work<T> work)
      throws IOException, InterruptedException {
    Path file = target.resolveSibling("." + target.getFileName() + ".lock");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      boolean told = false;
      while (tryLock(channel) == null) {
        if (!told) {
          listener.locked(target.getFileName().toString());
          told = true;
        }
        machine.sleep(POLL);
      }
      return work.run();
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Another thread of this process has it.
    }
  }
}
