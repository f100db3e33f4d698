package io.github.hnswsearch.index;

import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.files.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folders beside the live generation: who reads them, and which of them can go. Only whoever
 * holds the collection's lock removes any.
 */
final class GenerationFolders {
  private static final String STAGING = "staging-";

  /** Shared by the readers of a generation; taken alone before it is removed. */
  private static final String READERS = "readers.lock";

  /** What is being deleted has no generation's name any more, so that nobody opens half of it. */
  private static final String REMOVED = "removed-";

  private final Path collection;

  GenerationFolders(Path collection) {
    this.collection = collection;
  }

  /**
   * Keeps a generation from being removed until closed or until the process dies.
   *
   * @return empty where it is being removed, or has been
   */
  Optional<LockFile> use(String generation) throws IOException {
    try {
      return LockFile.tryShare(collection.resolve(generation).resolve(READERS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** A folder to build a generation in. */
  Path stage(String generation) throws IOException {
    Path staged = Files.createDirectories(collection.resolve(STAGING + generation));
    Files.createFile(staged.resolve(READERS));
    return staged;
  }

  /** The name that a staged generation will have. */
  static String name(Path staged) {
    return staged.getFileName().toString().substring(STAGING.length());
  }

  /** The newest folder that an import has begun to fill. */
  Optional<Path> staged() throws IOException {
    return folders(name -> name.startsWith(STAGING)).stream()
        .max(Comparator.comparing(Path::getFileName));
  }

  void removeStaged() throws IOException {
    for (Path staged : folders(name -> name.startsWith(STAGING))) {
      DurableFiles.deleteTree(staged);
    }
  }

  /** Removes all generations that a pointer does not keep and that nobody uses. */
  void removeUnused(LivePointer pointer) throws IOException {
    for (Path left : folders(name -> name.startsWith(REMOVED))) {
      DurableFiles.deleteTree(left);
    }
    for (Path generation : folders(LivePointer::isGeneration)) {
      String name = generation.getFileName().toString();
      if (!pointer.keeps(name)) {
        removeIfUnused(name);
      }
    }
  }

  /** Removes a generation unless somebody uses it. */
  @SuppressWarnings("try") // The lock is held, not used.
  void removeIfUnused(String name) throws IOException {
    Path generation = collection.resolve(name);
    if (!Files.isDirectory(generation)) {
      return;
    }
    Optional<LockFile> alone = LockFile.tryTake(generation.resolve(READERS));
    if (alone.isPresent()) {
      Path removed = collection.resolve(REMOVED + name);
      try (LockFile held = alone.get()) {
        DurableFiles.move(generation, removed);
      }
      DurableFiles.deleteTree(removed);
    }
  }

  private List<Path> folders(Predicate<String> named) throws IOException {
    if (!Files.isDirectory(collection)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(collection)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> named.test(entry.getFileName().toString()))
          .toList();
    }
  }
}
