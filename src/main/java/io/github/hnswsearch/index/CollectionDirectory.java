package io.github.hnswsearch.index;

import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.files.LockFile;
import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;

/**
 * One collection's folder: its generations and the file {@code CURRENT}, which names the live one
 * and is replaced atomically. A generation is built in a staging folder and renamed when whole. The
 * one that was live before stays, to be gone back to.
 */
public final class CollectionDirectory {
  private static final Logger LOG = Logger.getLogger(CollectionDirectory.class.getName());
  private static final String LOCK = "import.lock";
  private static final DateTimeFormatter GENERATION_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** A server holds the lock for as long as it deletes a generation. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration RETRY = Duration.ofMillis(50);

  private final Path folder;
  private final String name;
  private final GenerationFolders generations;

  CollectionDirectory(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    this.generations = new GenerationFolders(folder);
  }

  static boolean isCollection(Path folder) {
    return Files.isRegularFile(folder.resolve(LivePointer.FILE));
  }

  /** Whether a folder is neither a collection nor about to become one by its first import. */
  static boolean isForeign(Path folder) {
    return Files.isDirectory(folder)
        && !folder.getFileName().toString().startsWith(".")
        && !isCollection(folder)
        && !Files.exists(folder.resolve(LOCK));
  }

  public String name() {
    return name;
  }

  /**
   * Name of the live generation, read afresh; empty where nothing has been imported.
   *
   * @throws BadInputException if the pointer names no generation
   */
  public Optional<String> current() throws IOException {
    return LivePointer.read(folder).map(LivePointer::live);
  }

  /** The live generation with its manifest. */
  public Optional<Generation> live() throws IOException {
    Optional<String> current = current();
    return current.isEmpty() ? Optional.empty() : Optional.of(generation(current.get()));
  }

  /**
   * The generation that was live before the live one, as long as it is kept.
   *
   * @throws BadInputException if its manifest is missing or damaged
   */
  public Optional<Generation> before() throws IOException {
    Optional<String> before =
        LivePointer.read(folder)
            .flatMap(LivePointer::before)
            .filter(kept -> Files.isDirectory(folder.resolve(kept)));
    return before.isEmpty() ? Optional.empty() : Optional.of(generation(before.get()));
  }

  private Generation generation(String generation) throws IOException {
    Path directory = folder.resolve(generation);
    if (!Files.isDirectory(directory)) {
      throw LivePointer.unfit(folder, generation);
    }
    return new Generation(directory, ManifestFile.read(directory));
  }

  /**
   * The live generation, which is not deleted before it is closed, whatever goes live meanwhile.
   *
   * @return empty where nothing has been imported
   */
  public Optional<GenerationInUse> useLive() throws IOException {
    while (true) {
      Optional<String> current = current();
      if (current.isEmpty()) {
        return Optional.empty();
      }
      Optional<LockFile> use = generations.use(current.get());
      if (use.isPresent()) {
        try {
          return Optional.of(new GenerationInUse(this, generation(current.get()), use.get()));
        } catch (IOException e) {
          use.get().close();
          throw e;
        }
      }
      if (current().equals(current)) {
        throw LivePointer.unfit(folder, current.get());
      }
      // It was replaced and deleted between two steps: another one is live.
    }
  }

  /**
   * Makes sure that a generation is still the live one.
   *
   * @throws BadInputException if another is
   */
  void requireLive(Generation generation) throws IOException {
    Optional<String> live = current();
    if (!live.equals(Optional.of(generation.name()))) {
      throw new BadInputException(
          "collection " + name,
          "expected generation %s to be live, found %s"
              .formatted(generation.name(), live.orElse("none")),
          "Somebody else has changed the collection meanwhile: run the command again");
    }
  }

  /**
   * Keeps other imports of this collection out until closed or until the process dies.
   *
   * @throws BadInputException if another import holds it
   */
  public Closeable lock() throws IOException {
    long started = System.nanoTime();
    Optional<LockFile> lock = tryLock();
    while (lock.isEmpty() && System.nanoTime() - started < PATIENCE.toNanos()) {
      LockSupport.parkNanos(RETRY.toNanos());
      lock = tryLock();
    }
    return lock.orElseThrow(
        () ->
            new BadInputException(
                folder.toString(),
                "expected no other import of this collection, found one running",
                "Wait until it has ended"));
  }

  private Optional<LockFile> tryLock() throws IOException {
    return LockFile.tryTake(folder.resolve(LOCK));
  }

  /** The staging folder of an import that was interrupted, if there is one. */
  Optional<Path> interrupted() throws IOException {
    return generations.staged();
  }

  /** A new, empty folder to build a generation in; leftovers of dead imports go. */
  Path stage() throws IOException {
    generations.removeStaged();
    Optional<LivePointer> pointer = readablePointer();
    if (pointer.isPresent()) {
      generations.removeUnused(pointer.get());
    }
    Instant now = Instant.now();
    while (Files.exists(folder.resolve(GENERATION_NAME.format(now)))) {
      now = now.plusMillis(1);
    }
    return generations.stage(GENERATION_NAME.format(now));
  }

  /** Deletes a staging folder, if it is still there; what stays of it goes with the next import. */
  void discard(Path staged) {
    try {
      DurableFiles.deleteTree(staged);
    } catch (IOException e) {
      LOG.warning("What is left of an import stays until the next one: " + e);
    }
  }

  /** The name that a staged generation will have. */
  static String generationName(Path staged) {
    return GenerationFolders.name(staged);
  }

  /**
   * Makes a staged generation live. The one that it replaces stays; those before it are deleted as
   * soon as nobody uses them.
   */
  Generation publish(Path staged) throws IOException {
    String generation = generationName(staged);
    Path target = folder.resolve(generation);
    DurableFiles.move(staged, target);
    LivePointer pointer = LivePointer.after(readablePointer(), generation);
    pointer.write(folder);
    try {
      generations.removeUnused(pointer);
    } catch (IOException e) {
      // It is live all the same, and the next import tries again.
      LOG.warning("A generation that is not needed any more stays: " + e);
    }
    return new Generation(target, ManifestFile.read(target));
  }

  /** Makes a generation live that is kept; the live one is then the one before it. */
  Generation goBackTo(Generation kept) throws IOException {
    LivePointer.after(readablePointer(), kept.name()).write(folder);
    return kept;
  }

  /** What is damaged names nothing that is to be kept. */
  private Optional<LivePointer> readablePointer() throws IOException {
    try {
      return LivePointer.read(folder);
    } catch (BadInputException e) {
      return Optional.empty();
    }
  }

  /**
   * Deletes a generation that nobody uses any more, unless it is live or the one before. While an
   * import is at work it is left to do so.
   */
  @SuppressWarnings("try") // The lock is held, not used.
  void removeUnless(String generation) throws IOException {
    if (isKept(generation) || !Files.isDirectory(folder)) {
      return;
    }
    Optional<LockFile> lock = tryLock();
    if (lock.isPresent()) {
      try (LockFile held = lock.get()) {
        if (!isKept(generation)) {
          generations.removeIfUnused(generation);
        }
      }
    }
  }

  /** Where nothing can be told, everything is kept. */
  private boolean isKept(String generation) throws IOException {
    Optional<LivePointer> pointer = readablePointer();
    return pointer.isEmpty() || pointer.get().keeps(generation);
  }
}
