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
  private static final long LONGEST_MILLIS_OF_END = 60;
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
    int folders = killUntil(KILLS / 2, "");
    int files = killUntil(KILLS, ".h5");

    assertThat(killsAtWork).isGreaterThan(KILLS / 3);
    System.out.printf(
        "%d kills, %d of them at work, in %d folders and %d files: all as one run%n",
        kills, killsAtWork, folders, files);
  }

  /** Does jobs until the process has been killed so many times; returns how many jobs. */
  private int killUntil(int enough, String ending) throws Exception {
    Map<String, String> ofOneRun = ofOneRun("clean" + ending);
    int jobs = 0;
    while (kills < enough) {
      Path output = folder.resolve("job-" + ++jobs + ending);
      runWithKills(output, enough);
      assertThat(contents(output))
          .as("%s after %d kills, %d of them at work", output, kills, killsAtWork)
          .isEqualTo(ofOneRun);
    }
    return jobs;
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
  private void runWithKills(Path output, int enough) throws Exception {
    while (true) {
      Process process = start(output);
      boolean done = kills == enough ? await(process) : awaitMoment(process, output);
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
    boolean file = output.toString().endsWith(".h5");
    int moment = random.nextInt(5);
    if (moment == 0) {
      return endsWithin(process, LONGEST_MILLIS_OF_START);
    }
    boolean atTheEnd = file && moment == 1;
    String name = output.getFileName().toString();
    Path parts = file ? output.resolveSibling("." + name + ".parts") : output;
    Path sign =
        atTheEnd ? output.resolveSibling("." + name + ".tmp") : parts.resolve("progress.json");
    boolean done =
        endsBeforeItChanges(process, sign)
            || endsWithin(process, atTheEnd ? LONGEST_MILLIS_OF_END : LONGEST_MILLIS_OF_WORK);
    killsAtWork += done ? 0 : 1;
    return done;
  }

  private boolean endsWithin(Process process, long longestMillis) throws InterruptedException {
    return process.waitFor(random.nextLong(longestMillis), TimeUnit.MILLISECONDS);
  }

  private static boolean endsBeforeItChanges(Process process, Path sign)
      throws InterruptedException {
    Object before = modified(sign);
    while (before.equals(modified(sign))) {
      if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
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
