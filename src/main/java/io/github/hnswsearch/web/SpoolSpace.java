package io.github.hnswsearch.web;

import java.util.concurrent.atomic.AtomicLong;

/** What all spools of a kind have in files together. */
final class SpoolSpace {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param most bytes
   */
  SpoolSpace(long most) {
    this.most = most;
  }

  /** Takes so many bytes, or none where that would be too many. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) > most) {
      giveBack(bytes);
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** Bytes that are taken at the moment. */
  long taken() {
    return taken.get();
  }
}
