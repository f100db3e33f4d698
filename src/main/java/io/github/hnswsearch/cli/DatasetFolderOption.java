package io.github.hnswsearch.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which folder published data sets are kept in. */
final class DatasetFolderOption {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Folder of the files; default datasets/ in $HNSW_SEARCH_CACHE, else in"
              + " $XDG_CACHE_HOME/hnsw-search, else in ~/.cache/hnsw-search.")
  private @Nullable Path directory;

  Path directory() {
    return directory == null ? Home.cache().datasets() : directory.toAbsolutePath().normalize();
  }
}
