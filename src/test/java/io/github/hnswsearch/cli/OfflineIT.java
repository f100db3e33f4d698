package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program where there is no network, by {@code src/reliability/offline.sh}. */
@EnabledOnOs(OS.LINUX)
final class OfflineIT {
  private static final Path SCRIPT = Path.of("src/reliability/offline.sh").toAbsolutePath();
  private static final long LIMIT_SECONDS = 300;

  @TempDir private Path folder;

  @BeforeAll
  static void aNetworkCanBeTakenAway() throws Exception {
    for (List<String> command :
        List.of(
            List.of("unshare", "-rn", "ip", "link", "set", "lo", "up"),
            List.of("curl", "--version"))) {
      assumeThat(isDone(command)).as("%s works here", command).isTrue();
    }
  }

  @Test
  void searchesAndPagesAreAnsweredAndNothingTriesToLeave() throws Exception {
    Path log = folder.resolve("offline.log");

    assertThat(run(log)).as(Launcher.read(log)).isZero();
    assertThat(Launcher.read(log)).contains("were answered.", "Without a route: 0; datagrams: 0;");
  }

  @Test
  void whateverTriesToLeaveIsCounted() throws Exception {
    Path log = folder.resolve("control.log");

    assertThat(run(log, "--control")).as(Launcher.read(log)).isEqualTo(1);
    assertThat(Launcher.read(log)).containsPattern("Without a route: [1-9]");
  }

  private int run(Path log, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("WORK", folder.resolve("work").toString());
    builder.environment().put("OFFLINE_WITHOUT_BROWSER", "yes");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("HNSW_SEARCH_INDEX_DATA");
    Process process = builder.start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroy();
    }
    assertThat(ended).as("ended in time: " + Launcher.read(log)).isTrue();
    return process.exitValue();
  }

  private static boolean isDone(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
