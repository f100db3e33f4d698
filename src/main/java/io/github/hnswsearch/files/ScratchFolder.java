package io.github.hnswsearch.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder for work in progress that is gone afterwards, also when the program is asked to end.
 * What a killed program has left goes when the next folder is made beside it.
 */
public final class ScratchFolder implements Closeable {
  private static final String PREFIX = ".hnsw-search-";

  /** Held as long as the folder is in use, and let go of when its process dies. */
  private static final String LOCK = "in-use.lock";

  /** Writers that have not noticed the end yet may add files while the folder is being deleted. */
  private static final int ATTEMPTS = 20;

  private static final long PAUSE_MILLIS = 50;

  private final Path path;
  private final LockFile lock;
  private final Thread atExit = new Thread(this::delete, "delete-scratch");

  private ScratchFolder(Path path, LockFile lock) {
    this.path = path;
    this.lock = lock;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Makes one in the system's temporary folder. */
  public static ScratchFolder make() throws IOException {
    return in(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Makes one in a folder, which is made too where it is missing. */
  public static ScratchFolder in(Path parent) throws IOException {
    removeAbandoned(Files.createDirectories(parent));
    while (true) {
      Path path = Files.createTempDirectory(parent, PREFIX);
      Optional<LockFile> lock = lock(path);
      if (lock.isPresent()) {
        return new ScratchFolder(path, lock.get());
      }
    }
  }

  /** Empty where another process has taken the new folder for abandoned. */
  private static Optional<LockFile> lock(Path path) throws IOException {
    Path file = path.resolve(LOCK);
    try {
      Optional<LockFile> lock = LockFile.tryTake(file);
      if (lock.isPresent() && !Files.exists(file)) {
        lock.get().close();
        return Optional.empty();
      }
      return lock;
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      return Optional.empty();
    }
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        removeUnlessInUse(folder);
      }
    }
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private static void removeUnlessInUse(Path folder) {
    try {
      Optional<LockFile> lock = LockFile.tryTake(folder.resolve(LOCK));
      if (lock.isPresent()) {
        try (LockFile held = lock.get()) {
          DurableFiles.deleteTree(folder);
        }
      }
    } catch (IOException e) {
      // It is somebody else's, or just being made or removed: it disturbs nobody.
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook is at work on the same folder.
    }
    try {
      delete();
    } finally {
      lock.close();
    }
  }

  /** What cannot be deleted goes with the next folder: whatever was worked at is done. */
  private void delete() {
    for (int attempt = 0; attempt < ATTEMPTS && !isDeleted(); attempt++) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isDeleted() {
    try {
      if (Files.exists(path)) {
        DurableFiles.deleteTree(path);
      }
      return true;
    } catch (IOException e) {
      // Something was added meanwhile.
      return false;
    }
  }
}
