package io.github.hnswsearch.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for work in progress that is gone afterwards, also when the program is asked to end. */
public final class ScratchFolder implements Closeable {
  private static final String PREFIX = ".hnsw-search-";

  /** Writers that have not noticed the end yet may add files while the folder is being deleted. */
  private static final int ATTEMPTS = 20;

  private static final long PAUSE_MILLIS = 50;

  private final Path path;
  private final Thread atExit = new Thread(this::deleteAtExit, "delete-scratch");

  private ScratchFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Makes one in the system's temporary folder. */
  public static ScratchFolder make() throws IOException {
    return new ScratchFolder(Files.createTempDirectory(PREFIX));
  }

  /** Makes one in a folder, which is made too where it is missing. */
  public static ScratchFolder in(Path parent) throws IOException {
    return new ScratchFolder(Files.createTempDirectory(Files.createDirectories(parent), PREFIX));
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
    DurableFiles.deleteTree(path);
  }

  private void deleteAtExit() {
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
      try {
        DurableFiles.deleteTree(path);
        Thread.sleep(PAUSE_MILLIS);
      } catch (IOException e) {
        // Something was added meanwhile: once more.
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
