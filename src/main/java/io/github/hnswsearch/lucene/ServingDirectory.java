package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/** Files of an index, mapped for searching. */
final class ServingDirectory {
  /** Links, and codes of vectors: of 1,024 dimensions at one bit each some 200 bytes a row. */
  private static final Set<String> WALKED = Set.of("vex", "veq");

  private ServingDirectory() {}

  /**
   * Maps the files in a folder. What every search of a graph walks through is read while they are
   * opened, not page by page by the first searches; exact vectors stay on the disk until a search
   * reads a row of them.
   */
  static Directory open(Path folder) throws IOException {
    MMapDirectory directory = new MMapDirectory(folder);
    directory.setPreload((file, context) -> isWalked(IndexFileNames.getExtension(file)));
    return directory;
  }

  private static boolean isWalked(@Nullable String extension) {
    return extension != null && WALKED.contains(extension);
  }
}
