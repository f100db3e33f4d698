package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.record.ClusteredVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program while it updates a collection, again and again: what is live is the generation
 * before, byte for byte, or the whole new one. {@code -Dupdate.kills=50} kills it 50 times.
 */
final class UpdateKillIT {
  private static final int KILLS = Integer.getInteger("update.kills", 8);
  private static final int DIMENSION = 64;
  private static final int ITEMS = 3_000;
  private static final int ROWS = 1_500;
  private static final int REPLACED = 300;
  private static final String COLLECTION = "killed";

  @TempDir private static Path folder;
  private final Random random = new Random(5);

  @Test
  void killedAtAnyMomentTheLiveGenerationIsWhole() throws Exception {
    Launcher launcher = new Launcher(Path.of(""), folder);
    Path base = write("base.h5", 0, ITEMS);
    Path more = write("more.h5", ITEMS - REPLACED, ITEMS - REPLACED + ROWS);
    done(run(launcher, "import", "--collection", COLLECTION, "--embeddings", base.toString()));
    String first = current();

    // One run that nobody disturbs tells how long the others have.
    long started = System.nanoTime();
    done(run(launcher, "update", COLLECTION, "--embeddings", more.toString()));
    long longest = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    int whole = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      String before = current();
      Map<String, String> contents = contents(before);
      updateAndKill(launcher, more, random.nextLong(longest));
      if (current().equals(before)) {
        assertThat(contents(before)).isEqualTo(contents);
      } else {
        whole++;
      }
      done(run(launcher, "check", COLLECTION));
    }
    done(run(launcher, "update", COLLECTION, "--embeddings", more.toString()));

    assertThat(current()).isNotEqualTo(first);
    assertThat(run(launcher, "check", COLLECTION).out())
        .contains("%,d items".formatted(ITEMS - REPLACED + ROWS), "in order");
    try (Stream<Path> entries = Files.list(index().resolve(COLLECTION))) {
      assertThat(entries).noneMatch(entry -> entry.getFileName().toString().startsWith("staging"));
    }
    System.out.printf(
        "%d kills, %d of them after the new generation had gone live%n", KILLS, whole);
  }

  private static void updateAndKill(Launcher launcher, Path embeddings, long moment)
      throws Exception {
    Process process =
        launcher.start(
            folder.resolve("out.txt"),
            folder.resolve("err.txt"),
            "update",
            COLLECTION,
            "--embeddings",
            embeddings.toString(),
            "--index-data",
            index().toString());
    if (!process.waitFor(moment, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static Path write(String name, int from, int to) throws IOException {
    Path file = folder.resolve(name);
    float[][] rows =
        ClusteredVectors.of(to - from, DIMENSION, 20, from).stream()
            .map(vector -> vector.components())
            .toArray(float[][]::new);
    List<String> ids = IntStream.range(from, to).mapToObj(i -> "https://example.org/" + i).toList();
    EmbeddingFiles.write(file, ids, rows);
    return file;
  }

  private static Path index() {
    return folder.resolve("index");
  }

  private static Cli.Outcome run(Launcher launcher, String... arguments) throws Exception {
    return launcher.run(
        Stream.concat(Stream.of(arguments), Stream.of("--index-data", index().toString()))
            .toArray(String[]::new));
  }

  private static void done(Cli.Outcome outcome) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
  }

  private static String current() throws IOException {
    return Files.readString(index().resolve(COLLECTION).resolve("CURRENT")).strip();
  }

  private static Map<String, String> contents(String generation) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    Path of = index().resolve(COLLECTION).resolve(generation);
    try (Stream<Path> files = Files.walk(of)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            of.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
