package io.github.hnswsearch.index;

import io.github.hnswsearch.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A whole, verified index of a collection.
 *
 * @param directory holds {@code manifest.json}, {@code skipped.jsonl} and the folder of the index
 * @param manifest what it is
 */
public record Generation(Path directory, Manifest manifest) {
  private static final String INDEX = "index";

  /** The folder of the engine's files, within a generation's folder. */
  public static Path indexDirectory(Path generation) {
    return generation.resolve(INDEX);
  }

  public Path indexDirectory() {
    return indexDirectory(directory);
  }

  public String name() {
    return manifest.generation();
  }

  /** Bytes on disk. */
  public long bytes() throws IOException {
    return DurableFiles.size(directory);
  }
}
