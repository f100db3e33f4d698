package io.github.hnswsearch.index;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that holds all collections, {@code index-data/} unless told otherwise. */
public final class IndexData {
  private final Path root;

  public IndexData(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  public Path root() {
    return root;
  }

  /** Names of the collections that have a live generation, sorted. */
  public List<String> collections() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(CollectionDirectory::isCollection)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Folders here that are no collections of ours, such as an index that was put here; sorted. */
  public List<Path> foreign() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(CollectionDirectory::isForeign).sorted().toList();
    }
  }

  /** The folder of a collection, which need not exist yet. */
  public CollectionDirectory collection(String name) {
    return new CollectionDirectory(root.resolve(name), name);
  }

  /**
   * The live generation of a collection.
   *
   * @throws BadInputException if there is none, naming the collections there are
   */
  public Generation live(String name) throws IOException {
    requireKnown(name);
    return collection(name).live().orElseThrow(() -> lost(name));
  }

  /**
   * The live generation of a collection, which stays on the disk until it is closed.
   *
   * @throws BadInputException if there is none, naming the collections there are
   */
  public GenerationInUse useLive(String name) throws IOException {
    requireKnown(name);
    return collection(name).useLive().orElseThrow(() -> lost(name));
  }

  private static IllegalStateException lost(String name) {
    return new IllegalStateException(name + " has lost its live generation");
  }

  private void requireKnown(String name) throws IOException {
    List<String> known = collections();
    if (!known.contains(name)) {
      refuseForeign(name);
      throw new BadInputException(
          root.toString(),
          "expected a collection named \""
              + name
              + "\", found "
              + (known.isEmpty() ? "none at all" : String.join(", ", known)),
          known.isEmpty()
              ? "Run ./hnsw-search demo, or import a file"
              : "Name one of those, or import a file");
    }
  }

  private void refuseForeign(String name) throws IOException {
    for (Path folder : foreign()) {
      if (folder.getFileName().toString().equals(name)) {
        throw noCollection(folder);
      }
    }
  }

  /** What to say of a folder that is no collection. */
  public static BadInputException noCollection(Path folder) {
    return new BadInputException(
        folder.toString(),
        "expected a collection, found a folder without the file CURRENT that names its generation",
        "Move it elsewhere if it is an index of another program, and import the embeddings that"
            + " it was made of");
  }
}
