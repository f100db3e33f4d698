package io.github.hnswsearch.cli;

import io.github.hnswsearch.encoder.DeviceChoice;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which index-data folder a command works on. */
final class IndexDataOption {
  @Option(
      names = "--index-data",
      paramLabel = "DIR",
      defaultValue = "${env:HNSW_SEARCH_INDEX_DATA}",
      description = "Folder of the collections; default $HNSW_SEARCH_INDEX_DATA, else index-data/.")
  private @Nullable Path directory;

  Path directory() {
    return directory == null ? Home.indexData() : directory;
  }

  /** Opens it for a command that embeds nothing. */
  Workspace open() {
    return open(DeviceChoice.AUTO);
  }

  Workspace open(DeviceChoice device) {
    return new Workspace(directory(), device);
  }
}
