package io.github.hnswsearch.cli;

import java.nio.file.Path;

/** The folder of the program's own files, told by the launcher; else the working folder. */
final class Home {
  private static final String PROPERTY = "hnsw-search.home";

  private Home() {}

  static Path directory() {
    return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize();
  }

  static Path encoders() {
    return directory().resolve("importer/models");
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
