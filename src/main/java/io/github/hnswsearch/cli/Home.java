package io.github.hnswsearch.cli;

import io.github.hnswsearch.download.CacheFolder;
import io.github.hnswsearch.encoder.EncoderCatalog;
import java.nio.file.Path;
import java.util.List;

/** The folder of the program's own files, told by the launcher; else the working folder. */
final class Home {
  private static final String PROPERTY = "hnsw-search.home";
  private static final String CACHE_PROPERTY = "hnsw-search.cache";

  private Home() {}

  static Path directory() {
    return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize();
  }

  static Path encoders() {
    return directory().resolve("importer/models");
  }

  /** Where fetched models and data sets are kept: not below this folder, which may be read-only. */
  static CacheFolder cache() {
    String named = System.getProperty(CACHE_PROPERTY);
    return named == null ? CacheFolder.of(System.getenv()) : new CacheFolder(Path.of(named));
  }

  /** The program's encoders, then those that have been fetched. */
  static EncoderCatalog catalog() {
    return new EncoderCatalog(List.of(encoders(), cache().models()));
  }

  static Path datasets() {
    return directory().resolve("importer/datasets.yaml");
  }

  static Path sample() {
    return directory().resolve("importer/sample");
  }

  static Path web() {
    return directory().resolve("web");
  }

  static Path indexData() {
    return directory().resolve("index-data");
  }
}
