package io.github.hnswsearch.search;

import io.github.hnswsearch.index.CollectionDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One collection of a server: its live generation, opened on first use, and the one before it while
 * pages of results are still asked of it. Opening one collection does not stall the others.
 */
final class CollectionSlot {
  private static final Logger LOG = Logger.getLogger(CollectionSlot.class.getName());

  /** What could not be opened may be mended, or the machine be out of files for a moment. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final CollectionDirectory directory;
  private final GenerationOpener opener;
  private final Retention retention;
  private final LongSupplier nanoTime;

  private @Nullable OpenGeneration current;
  private @Nullable OpenGeneration replaced;

  /** Of the generation that is or was open: to tell what a collection is takes no open index. */
  private @Nullable CollectionInfo info;

  /** The generation that could not be opened, and when that was tried. */
  private Optional<String> refused = Optional.empty();

  private long refusedAt;

  /** What the log has been told last, so that it is told once. */
  private String complaint = "";

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  CollectionSlot(
      CollectionDirectory directory,
      GenerationOpener opener,
      Retention retention,
      LongSupplier nanoTime) {
    this.directory = directory;
    this.opener = opener;
    this.retention = retention;
    this.nanoTime = nanoTime;
  }

  /** What is known of the generation that answers; it is opened only if that is not known. */
  synchronized CollectionInfo info() throws IOException {
    CollectionInfo known = info;
    return known == null ? open().info() : known;
  }

  /** The generation that answers. */
  synchronized OpenGeneration.Lease acquire() throws IOException {
    return open().lease(nanoTime.getAsLong());
  }

  /**
   * The generation that a search began on.
   *
   * @throws GenerationChangedException if it is not open any more
   */
  synchronized OpenGeneration.Lease acquire(String generation) throws IOException {
    OpenGeneration live = open();
    if (live.name().equals(generation)) {
      return live.lease(nanoTime.getAsLong());
    }
    if (replaced != null && replaced.name().equals(generation)) {
      return replaced.lease(nanoTime.getAsLong());
    }
    throw new GenerationChangedException(directory.name(), generation, live.name());
  }

  private OpenGeneration open() throws IOException {
    OpenGeneration opened = current;
    if (opened == null) {
      opened = opener.openLive(directory.name(), nanoTime.getAsLong());
      current = opened;
      info = opened.info();
    }
    return opened;
  }

  /**
   * Puts a generation that has gone live in the place of the one that is open, and closes what
   * nobody has used for long. What cannot be opened is logged, and what is open goes on. To be
   * called by one thread at a time; searches wait for none of it.
   *
   * @param longestWarmUp of the searches on a new generation before it answers others
   */
  void refresh(Duration longestWarmUp) {
    closeUnused();
    try {
      Optional<String> live = directory.current();
      OpenGeneration old = outdated(live);
      if (old != null && live.isEmpty()) {
        close();
      } else if (old != null && !justRefused(live)) {
        succeed(old, live, longestWarmUp);
      }
    } catch (IOException | RuntimeException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  /** The open generation if another one is live. */
  private synchronized @Nullable OpenGeneration outdated(Optional<String> live) {
    if (current == null) {
      if (info != null && !live.equals(Optional.of(info.generation()))) {
        info = null;
      }
      return null;
    }
    return live.equals(Optional.of(current.name())) ? null : current;
  }

  private boolean justRefused(Optional<String> live) {
    return live.equals(refused) && nanoTime.getAsLong() - refusedAt < RETRY.toNanos();
  }

  private void succeed(OpenGeneration old, Optional<String> live, Duration longestWarmUp)
      throws IOException {
    refused = live;
    refusedAt = nanoTime.getAsLong();
    OpenGeneration next = opener.openLive(directory.name(), nanoTime.getAsLong());
    try {
      next.warmUp(longestWarmUp);
    } catch (IOException | RuntimeException e) {
      next.retire();
      throw e;
    }
    refused = Optional.empty();
    replace(old, next);
  }

  private void complain(String problem) {
    if (!problem.equals(complaint)) {
      complaint = problem;
      LOG.warning("Collection " + directory.name() + " goes on as it is, as of now: " + problem);
    }
  }

  private synchronized void replace(OpenGeneration old, OpenGeneration next) {
    if (current != old) {
      next.retire();
      return;
    }
    retireReplaced();
    replaced = old;
    current = next;
    info = next.info();
    complaint = "";
    LOG.info(
        "Collection %s: generation %s answers in place of %s"
            .formatted(directory.name(), next.name(), old.name()));
  }

  private synchronized void closeUnused() {
    long now = nanoTime.getAsLong();
    if (replaced != null && replaced.unusedFor(now) >= retention.replaced().toNanos()) {
      retireReplaced();
    }
    if (current != null
        && !retention.idle().isZero()
        && current.unusedFor(now) >= retention.idle().toNanos()) {
      current.retire();
      current = null;
    }
  }

  private void retireReplaced() {
    if (replaced != null) {
      replaced.retire();
      replaced = null;
    }
  }

  synchronized void close() {
    retireReplaced();
    if (current != null) {
      current.retire();
      current = null;
    }
    info = null;
  }
}
