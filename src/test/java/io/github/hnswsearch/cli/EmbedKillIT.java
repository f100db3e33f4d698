package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program while it embeds, again and again, and compares what is there in the end with
 * what one run makes. {@code -Dembed.kills=50} kills it 50 times.
 */
final class EmbedKillIT {
  private static final int KILLS = Integer.getInteger("embed.kills", 10);
  private static final String ENCODER = "arxiv-static-384";
  private static final Path SAMPLE = Path.of("importer/sample/papers.jsonl");

  /** The sample so many times, under other ids: some seconds of work. */
  private static final int COPIES = 2;

  private static final long LONGEST_MILLIS_OF_WORK = 1_000;
  private static final long LONGEST_MILLIS_OF_START = 1_500;
  private static final long LIMIT_SECONDS = 120;

  @TempDir private static Path folder;
  private static Path input;

  private final Random random = new Random(7);
  private int kills;
  private int killsAtWork;

  @BeforeAll
  static void write() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int copy = 0; copy < COPIES; copy++) {
      int month = 1 + copy;
      int number = 0;
      for (String line : Files.readAllLines(SAMPLE)) {
        String id = "\"id\": \"25%02d.%05d\"".formatted(month, ++number);
        lines.add(line.replaceFirst("\"id\": ?\"[^\"]*\"", id));
        if (number % 50 == 0) {
          lines.add("no paper " + number);
        }
      }
    }
    input = Files.write(folder.resolve("papers.jsonl"), lines);
  }

  @Test
  void killedAtAnyMomentItGoesOnAndMakesWhatOneRunMakes() throws Exception {
    Map<String, String> folderOfOneRun = ofOneRun("clean");
    Map<String, String> fileOfOneRun = ofOneRun("clean.h5");
    int jobs = 0;
    while (kills < KILLS) {
      boolean file = jobs % 2 == 1;
      Path output = folder.resolve("job-" + jobs + (file ? ".h5" : ""));
      runWithKills(output);
      assertThat(contents(output))
          .as("%s after %d kills, %d of them at work", output, kills, killsAtWork)
          .isEqualTo(file ? fileOfOneRun : folderOfOneRun);
      jobs++;
    }
    assertThat(killsAtWork).isGreaterThan(KILLS / 3);
    System.out.printf(
        "%d kills, %d of them at work, in %d jobs: all as one run%n", kills, killsAtWork, jobs);
  }

  private static Map<String, String> ofOneRun(String name) throws Exception {
    Path output = folder.resolve(name);
    Process process = start(output);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return contents(output);
  }

  private static Process start(Path output) throws IOException {
    return new Launcher(Path.of(""), folder)
        .start(
            folder.resolve("out.txt"),
            folder.resolve("err.txt"),
            "embed",
            "--encoder",
            ENCODER,
            "--input",
            input.toString(),
            "--output",
            output.toString(),
            "--part-rows",
            "100");
  }

  /** Starts the program until it has done its job, and kills it at random moments until then. */
  private void runWithKills(Path output) throws Exception {
    while (true) {
      Process process = start(output);
      boolean done = kills == KILLS ? await(process) : awaitMoment(process, output);
      if (done) {
        assertThat(process.exitValue()).as(Launcher.read(folder.resolve("err.txt"))).isZero();
        return;
      }
      process.destroyForcibly().waitFor();
      kills++;
    }
  }

  private static boolean await(Process process) throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return true;
  }

  /** Waits for a moment to kill the process; true if it has ended before. */
  private boolean awaitMoment(Process process, Path output) throws Exception {
    if (random.nextInt(5) == 0) {
      return process.waitFor(random.nextLong(LONGEST_MILLIS_OF_START), TimeUnit.MILLISECONDS);
    }
    Path state =
        output.toString().endsWith(".h5")
            ? output.resolveSibling("." + output.getFileName() + ".parts/progress.json")
            : output.resolve("progress.json");
    Object before = modified(state);
    while (before.equals(modified(state))) {
      if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    boolean done = process.waitFor(random.nextLong(LONGEST_MILLIS_OF_WORK), TimeUnit.MILLISECONDS);
    killsAtWork += done ? 0 : 1;
    return done;
  }

  private static Object modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return "not there";
    }
  }

  /** All files that are there to stay, by name: those of a folder, or a file and its lists. */
  private static Map<String, String> contents(Path output) throws IOException {
    String stem = output.getFileName().toString().replace(".h5", "");
    Path of = Files.isDirectory(output) ? output : output.getParent();
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(of)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        boolean own = Files.isDirectory(output) || name.startsWith(stem + ".");
        if (own && !name.equals("progress.json") && !name.equals(".lock")) {
          contents.put(
              name.replace(stem, "output"), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    assertThat(contents).isNotEmpty();
    assertThat(contents.keySet()).noneMatch(name -> name.contains(".tmp"));
    return contents;
  }
}
