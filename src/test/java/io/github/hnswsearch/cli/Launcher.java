package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher script of a folder, run as a user runs it. */
final class Launcher {
  private static final long LIMIT_SECONDS = 120;

  private final Path script;
  private final Path outputs;
  private final Map<String, String> environment = new HashMap<>(System.getenv());

  /**
   * @param home the folder that holds the script
   * @param outputs a folder for what it prints
   */
  Launcher(Path home, Path outputs) {
    this.script = home.resolve("hnsw-search").toAbsolutePath();
    this.outputs = outputs;
    environment.remove("HNSW_SEARCH_INDEX_DATA");
    environment.remove("HNSW_SEARCH_JAVA_OPTIONS");
    with("JAVA_HOME", System.getProperty("java.home"));
  }

  Launcher with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Launcher without(String variable) {
    environment.remove(variable);
    return this;
  }

  Process start(Path out, Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  Cli.Outcome run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(outputs, "out", ".txt");
    Path err = Files.createTempFile(outputs, "err", ".txt");
    Process process = start(out, err, arguments);
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Cli.Outcome(process.exitValue(), read(out), read(err));
  }

  /** Writes an executable shell script. */
  static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
