package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CacheFolderTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getRoot();

  private static Path root(String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return CacheFolder.of(environment).root();
  }

  @Test
  void itsOwnVariableWins() {
    assertThat(root("HNSW_SEARCH_CACHE", "/big/disk", "XDG_CACHE_HOME", "/x", "HOME", "/home/me"))
        .isEqualTo(ROOT.resolve("big/disk"));
  }

  @Test
  void aRelativeFolderIsBelowTheWorkingFolder() {
    assertThat(root("HNSW_SEARCH_CACHE", "cache")).isEqualTo(Path.of("cache").toAbsolutePath());
  }

  @Test
  void thenTheCacheFolderOfTheDesktop() {
    assertThat(root("XDG_CACHE_HOME", "/x", "HOME", "/home/me"))
        .isEqualTo(ROOT.resolve("x/hnsw-search"));
  }

  @Test
  void aRelativeCacheFolderOfTheDesktopIsPassedOver() {
    assertThat(root("XDG_CACHE_HOME", "x", "HOME", "/home/me"))
        .isEqualTo(ROOT.resolve("home/me/.cache/hnsw-search"));
  }

  @Test
  void emptyVariablesAreNone() {
    assertThat(root("HNSW_SEARCH_CACHE", "", "XDG_CACHE_HOME", " ", "HOME", "/home/me"))
        .isEqualTo(ROOT.resolve("home/me/.cache/hnsw-search"));
  }

  @Test
  void withoutAHomeInTheEnvironmentJavaKnowsOne() {
    assertThat(root())
        .isEqualTo(
            Path.of(System.getProperty("user.home"), ".cache", "hnsw-search").toAbsolutePath());
  }

  @Test
  void modelsAndDataSetsLieApart() {
    assertThat(new CacheFolder(ROOT).models()).isEqualTo(ROOT.resolve("models"));
    assertThat(new CacheFolder(ROOT).datasets()).isEqualTo(ROOT.resolve("datasets"));
  }
}
