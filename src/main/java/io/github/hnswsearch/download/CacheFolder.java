package io.github.hnswsearch.download;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where fetched files are kept: {@code $HNSW_SEARCH_CACHE}, else {@code
 * $XDG_CACHE_HOME/hnsw-search}, else {@code ~/.cache/hnsw-search} (XDG Base Directory
 * Specification). Whatever has been put there is used offline.
 *
 * @param root absolute
 */
public record CacheFolder(Path root) {
  /** Names the folder itself. */
  public static final String VARIABLE = "HNSW_SEARCH_CACHE";

  private static final String NAME = "hnsw-search";

  public CacheFolder {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * The folder that the environment names.
   *
   * @param environment the process's variables
   */
  public static CacheFolder of(Map<String, String> environment) {
    Optional<Path> named = variable(environment, VARIABLE);
    // A relative path there is to be ignored, says the specification.
    Optional<Path> cacheHome = variable(environment, "XDG_CACHE_HOME").filter(Path::isAbsolute);
    return new CacheFolder(
        named.orElseGet(
            () ->
                cacheHome
                    .orElseGet(
                        () ->
                            variable(environment, "HOME")
                                .orElseGet(() -> Path.of(System.getProperty("user.home")))
                                .resolve(".cache"))
                    .resolve(NAME)));
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }

  /** One folder for each encoder's files. */
  public Path models() {
    return root.resolve("models");
  }

  /** The folder of published data sets. */
  public Path datasets() {
    return root.resolve("datasets");
  }
}
