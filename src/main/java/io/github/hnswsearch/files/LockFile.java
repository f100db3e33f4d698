package io.github.hnswsearch.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that one holder has alone, or several together, until they close it or their process dies.
 */
public final class LockFile implements Closeable {
  /**
   * The operating system knows processes only, and lets go of all that one holds of a file as soon
   * as it closes any channel to it: so a process has one channel for all its holders.
   */
  private static final Map<Path, Holding> HELD = new HashMap<>();

  private static final class Holding {
    final @Nullable FileChannel channel;
    final boolean alone;
    int holders = 1;

    /**
     * @param channel null where the disk cannot be written to, so that nobody can have it alone
     */
    Holding(@Nullable FileChannel channel, boolean alone) {
      this.channel = channel;
      this.alone = alone;
    }
  }

  private final Path file;
  private boolean closed;

  private LockFile(Path file) {
    this.file = file;
  }

  /**
   * Takes a file alone. The file, and the folder of it, come to be where they are missing.
   *
   * @return empty if this process or another one has it, alone or with others
   */
  public static Optional<LockFile> tryTake(Path file) throws IOException {
    Path key = key(file);
    Files.createDirectories(key.getParent());
    synchronized (HELD) {
      if (HELD.containsKey(key)) {
        return Optional.empty();
      }
      return hold(
          key,
          FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
          /* alone= */ true);
    }
  }

  /**
   * Takes a file together with others. The file comes to be where it is missing and its folder can
   * be written to.
   *
   * @return empty if this process or another one has it alone
   * @throws NoSuchFileException if its folder does not exist
   */
  public static Optional<LockFile> tryShare(Path file) throws IOException {
    Path key = key(file);
    synchronized (HELD) {
      Holding held = HELD.get(key);
      if (held == null) {
        return shareFirst(key);
      }
      if (held.alone) {
        return Optional.empty();
      }
      held.holders++;
      return Optional.of(new LockFile(key));
    }
  }

  private static Optional<LockFile> shareFirst(Path key) throws IOException {
    FileChannel channel;
    try {
      channel =
          Files.exists(key)
              ? FileChannel.open(key, StandardOpenOption.READ)
              : FileChannel.open(
                  key,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      if (e instanceof AccessDeniedException || !Files.isWritable(key.getParent())) {
        HELD.put(key, new Holding(null, false));
        return Optional.of(new LockFile(key));
      }
      throw e;
    }
    return hold(key, channel, /* alone= */ false);
  }

  private static Optional<LockFile> hold(Path key, FileChannel channel, boolean alone)
      throws IOException {
    boolean taken = false;
    try {
      taken = channel.tryLock(0, Long.MAX_VALUE, !alone) != null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      return Optional.empty();
    }
    HELD.put(key, new Holding(channel, alone));
    return Optional.of(new LockFile(key));
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      Holding held = HELD.get(file);
      if (closed || held == null) {
        return;
      }
      closed = true;
      held.holders--;
      if (held.holders == 0) {
        HELD.remove(file);
        if (held.channel != null) {
          held.channel.close();
        }
      }
    }
  }
}
