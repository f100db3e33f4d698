package io.github.hnswsearch.cli;

import io.github.hnswsearch.download.DownloadListener;
import java.time.Duration;
import java.util.Locale;

/** Shows on standard error how far a download has come, and why it waits. */
final class DownloadReport implements DownloadListener {
  /** Smaller files are read in a moment. */
  private static final long LONG_CHECK = 200_000_000;

  private final ProgressReport progress = new ProgressReport();

  @Override
  public void begin(String path, long done, long total) {
    progress.begin(
        "Fetching " + path + (done == 0 ? "" : " from " + FileSize.text(done) + " on"),
        total < 0 ? -1 : total - done,
        ProgressReport.BYTES);
  }

  @Override
  public void advance(long bytes) {
    progress.advance(bytes);
  }

  @Override
  public void end(boolean whole) {
    if (whole) {
      progress.end();
    } else {
      progress.abandon();
    }
  }

  @Override
  public void checking(String path, long bytes) {
    if (bytes >= LONG_CHECK) {
      System.err.println("Checking " + path + ", " + FileSize.text(bytes) + " ...");
    }
  }

  @Override
  public void retrying(String path, String why, Duration wait) {
    System.err.printf(
        Locale.ROOT, "%s: %s; next attempt in %.1f s%n", path, why, wait.toMillis() / 1e3);
  }

  @Override
  public void locked(String path) {
    System.err.println(path + ": another process is fetching it; waiting for its end");
  }
}
