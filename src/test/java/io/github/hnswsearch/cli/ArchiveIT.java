package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code package} writes, unpacked where there is a Java and no Maven. */
final class ArchiveIT {
  /** All that the launcher of an archive may call. */
  private static final List<String> TOOLS = List.of("dirname", "readlink", "sed", "head");

  @TempDir private static Path folder;
  private static Path home;
  private static Path tools;

  @BeforeAll
  static void unpack() throws Exception {
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    int code =
        new ProcessBuilder("tar", "xzf", archive().toString(), "-C", unpacked.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
    try (Stream<Path> top = Files.list(unpacked)) {
      home = top.findFirst().orElseThrow();
    }
    tools = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      Launcher.script(tools.resolve(tool), "exec " + find(tool) + " \"$@\"");
    }
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      List<Path> archives =
          files.filter(file -> file.getFileName().toString().endsWith(".tar.gz")).toList();
      assertThat(archives).hasSize(1);
      return archives.getFirst().toAbsolutePath();
    }
  }

  private static Path find(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static Launcher launcher() {
    return new Launcher(home, folder).with("PATH", tools.toString());
  }

  @Test
  void theTopIsOneFolderWithAllThatRuns() {
    assertThat(home)
        .isDirectoryContaining("glob:**/hnsw-search")
        .isDirectoryContaining("glob:**/lib")
        .isDirectoryContaining("glob:**/web")
        .isDirectoryContaining("glob:**/importer")
        .isDirectoryContaining("glob:**/index-data")
        .isDirectoryContaining("glob:**/LICENSE");
  }

  @Test
  void itTellsItsVersion() throws Exception {
    Outcome outcome = launcher().run("--version");

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("hnsw-search ").doesNotContain("development build");
  }

  @Test
  void itsOwnFolderOfCollectionsIsTheDefault() throws Exception {
    Outcome outcome = launcher().run("collections");

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains(home.resolve("index-data").toString(), "hnsw-search demo");
  }

  @Test
  void itEmbedsAndImportsTheSample() throws Exception {
    Outcome outcome =
        launcher().run("demo", "--no-serve", "--index-data", folder.resolve("index").toString());

    assertThat(outcome.err()).doesNotContain("error");
    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("Collection papers: ");
  }
}
