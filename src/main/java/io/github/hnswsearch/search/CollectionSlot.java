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

  private static final String UNOPENED = "cannot be opened";

  private final CollectionDirectory directory;
  private final GenerationOpener opener;
  private final Retention retention;
  private final LongSupplier nanoTime;

  private @Nullable OpenGeneration current;
  private @Nullable OpenGeneration replaced;

  /** Of the generation that is or was open: to tell what a collection is takes no open index. */
  private @Nullable CollectionInfo info;

  /** What could not be opened last, while nothing has been since. */
  private @Nullable Refusal refusal;

  private final Complaints complaints;

  /**
   * That the live generation could not be opened.
   *
   * @param generation its name; empty where even that could not be told
   * @param at when that was tried
   */
  private record Refusal(Optional<String> generation, long at, UnopenedCollectionException why) {}

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
    this.complaints = new Complaints(directory.name());
  }

  /** What is known of the generation that answers; it is opened only if that is not known. */
  synchronized CollectionInfo info() throws UnopenedCollectionException {
    CollectionInfo known = info;
    return known == null ? open().info() : known;
  }

  /** The same; empty where it cannot be opened, of which the log is told. */
  Optional<CollectionInfo> listed() {
    try {
      return Optional.of(info());
    } catch (UnopenedCollectionException e) {
      complaints.tell(UNOPENED, e);
      return Optional.empty();
    }
  }

  /**
   * Opens it and searches it by vectors of its own. What goes wrong is logged.
   *
   * @param longest of the searches
   */
  void warmUp(Duration longest) {
    try (OpenGeneration.Lease lease = acquire()) {
      lease.warmUp(longest);
    } catch (UnopenedCollectionException e) {
      complaints.tell(UNOPENED, e);
    } catch (IOException | RuntimeException e) {
      complaints.tell("could not be searched", e);
    }
  }

  /** The generation that answers. */
  synchronized OpenGeneration.Lease acquire() throws UnopenedCollectionException {
    return open().lease(nanoTime.getAsLong());
  }

  /**
   * The generation that a search began on.
   *
   * @throws GenerationChangedException if it is not open any more
   */
  synchronized OpenGeneration.Lease acquire(String generation) throws UnopenedCollectionException {
    OpenGeneration live = open();
    if (live.name().equals(generation)) {
      return live.lease(nanoTime.getAsLong());
    }
    if (replaced != null && replaced.name().equals(generation)) {
      return replaced.lease(nanoTime.getAsLong());
    }
    throw new GenerationChangedException(directory.name(), generation, live.name());
  }

  private OpenGeneration open() throws UnopenedCollectionException {
    OpenGeneration opened = current;
    if (opened == null) {
      opened = openLive();
      current = opened;
      info = opened.info();
      over();
    }
    return opened;
  }

  /** What could not be opened is not tried again for everybody who asks. */
  private OpenGeneration openLive() throws UnopenedCollectionException {
    Optional<String> live = live();
    Refusal standing = standing(live);
    if (standing != null) {
      throw standing.why();
    }
    try {
      return opener.openLive(directory.name(), nanoTime.getAsLong());
    } catch (UnopenedCollectionException e) {
      refuse(live, e);
      throw e;
    }
  }

  /** Empty also where it cannot be told, which whoever opens it then says. */
  private Optional<String> live() {
    try {
      return directory.current();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The refusal of what is live, while it is not to be tried again. */
  private synchronized @Nullable Refusal standing(Optional<String> live) {
    Refusal last = refusal;
    return last != null
            && last.generation().equals(live)
            && nanoTime.getAsLong() - last.at() < RETRY.toNanos()
        ? last
        : null;
  }

  private synchronized void refuse(Optional<String> live, UnopenedCollectionException why) {
    refusal = new Refusal(live, nanoTime.getAsLong(), why);
  }

  private void over() {
    refusal = null;
    complaints.over();
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
      } else if (old != null && standing(live) == null) {
        succeed(old, live, longestWarmUp);
      }
    } catch (IOException | RuntimeException e) {
      complaints.tell("goes on as it is, as of now", e);
    }
    complainOfWhatSearchesMet();
  }

  private synchronized void complainOfWhatSearchesMet() {
    if (current != null) {
      current.encoderFailures().forEach(e -> complaints.tell("is searched without its encoder", e));
    } else if (refusal != null) {
      complaints.tell(UNOPENED, refusal.why());
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

  private void succeed(OpenGeneration old, Optional<String> live, Duration longestWarmUp)
      throws UnopenedCollectionException {
    try {
      replace(old, opener.openWarm(directory.name(), nanoTime.getAsLong(), longestWarmUp));
    } catch (UnopenedCollectionException e) {
      refuse(live, e);
      throw e;
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
    over();
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
