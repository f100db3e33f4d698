package io.github.hnswsearch.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs commands in this process, as the launcher would start them. */
final class Cli {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_USAGE = 2;

  private static final String HOME = "hnsw-search.home";
  private static final String CACHE = "hnsw-search.cache";
  private static final Path NO_CACHE = Path.of("target/no-cache").toAbsolutePath();

  private Cli() {}

  /** What a command left behind. */
  record Outcome(int code, String out, String err) {}

  static Outcome run(String... arguments) {
    return runAt(Path.of("").toAbsolutePath(), NO_CACHE, arguments);
  }

  /**
   * Runs a command of a program elsewhere.
   *
   * @param home the folder that holds {@code importer/}
   * @param cache the folder of what has been fetched
   */
  static Outcome runAt(Path home, Path cache, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    System.setProperty(HOME, home.toString());
    System.setProperty(CACHE, cache.toString());
    try {
      int code = Main.execute(arguments);
      return new Outcome(
          code,
          written.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
      System.clearProperty(HOME);
      System.clearProperty(CACHE);
    }
  }
}
