package io.github.hnswsearch.web;

import io.github.hnswsearch.search.OverloadedException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Receives files and has them read, so many at a time, whichever route they came by. Nothing of
 * them is kept.
 */
final class Uploads {
  /** Forms that arrive at a time: what they may take of the disk. */
  private static final int ARRIVING = 8;

  /** Files that are read and embedded at a time: what they may take of the heap. */
  private static final int READ = 2;

  private static final int MAX_WAIT_SECONDS = 20;

  private final UploadReader reader = new UploadReader();
  private final Semaphore arriving = new Semaphore(ARRIVING);
  private final Semaphore read = new Semaphore(READ, true);

  /** What is done with something while it is there. */
  @FunctionalInterface
  interface Use<T> {
    void with(T something) throws IOException;
  }

  /**
   * Receives a form, which is deleted after its use.
   *
   * @param known names of its parameters
   */
  void receive(Context ctx, Set<String> known, Use<UploadForm> use) throws IOException {
    acquire(arriving, 0);
    try (UploadForm form = UploadForm.receive(ctx, known)) {
      use.with(form);
    } finally {
      arriving.release();
    }
  }

  /** Reads the file of a form. */
  void read(UploadForm form, Use<UploadReader.Upload> use) throws IOException {
    acquire(read, MAX_WAIT_SECONDS);
    try {
      use.with(reader.read(form.file(), form.name()));
    } finally {
      read.release();
    }
  }

  private static void acquire(Semaphore places, int seconds) {
    try {
      if (!places.tryAcquire(seconds, TimeUnit.SECONDS)) {
        throw new OverloadedException(
            "Too many files are being read already. Try again in a few seconds.",
            new TimeoutException("no place within " + seconds + " s"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OverloadedException("The server is stopping.", e);
    }
  }
}
