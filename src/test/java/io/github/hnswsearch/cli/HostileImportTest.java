package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.dataset.hdf5.Hdf5Seed;
import io.github.hnswsearch.encoder.DeviceChoice;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.hostile.Campaign;
import io.github.hnswsearch.hostile.Mutant;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports of damaged files. Where the structure is whole, precisely the sound rows are indexed and
 * each bad one is counted by its cause. {@code -Dmutants.imports=500 -Dmutants.commands=2000} tries
 * as many.
 */
final class HostileImportTest {
  private static final int FEW = 6;
  private static final int ROWS = 24;
  private static final int DIMENSION = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final AtomicInteger imports = new AtomicInteger();

  @Test
  void preciselyTheSoundRowsAreIndexedAndTheBadOnesCountedByCause() throws IOException {
    new Campaign("imports", FEW, random -> new BadRows(folder("rows"), random)).run();
  }

  @Test
  void anImportOfADamagedFileSucceedsOrFailsInOneLine() throws IOException {
    List<Hdf5Seed> seeds = Hdf5Seed.all();
    new Campaign(
            "commands",
            FEW,
            random -> {
              Mutant mutant = seeds.get(random.nextInt(seeds.size())).mutate(random);
              Path place = folder("command");
              Files.write(place.resolve("damaged.h5"), mutant.bytes());
              return new DamagedFile(mutant.what(), place);
            })
        .run();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name + imports.getAndIncrement()));
  }

  private static Outcome importInto(Path place, String embeddings, String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "import",
                    "--collection",
                    "papers",
                    "--embeddings",
                    place.resolve(embeddings).toString(),
                    "--index-data",
                    place.resolve("index").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private record DamagedFile(String what, Path place) implements Campaign.Attempt {
    @Override
    public void run() throws IOException {
      Outcome outcome = importInto(place, "damaged.h5");
      assertThat(outcome.code()).as(outcome.err()).isBetween(Cli.DONE, Cli.FAILED);
      assertThat(outcome.err())
          .doesNotContain("\tat ", "Exception:", "Exception in", "Error:", "unexpected");
      if (outcome.code() == Cli.FAILED) {
        assertThat(outcome.err().lines().filter(line -> line.startsWith("error: ")))
            .as(outcome.err())
            .hasSize(1);
      }
      DurableFiles.deleteTree(place);
    }
  }

  /** A file some of whose rows, and a metadata file some of whose lines, are known to be bad. */
  private static final class BadRows implements Campaign.Attempt {
    private final Path place;
    private final List<String> what = new ArrayList<>();

    /** Ids of the rows that are to be found, with the title that belongs to each. */
    private final Map<String, Optional<String>> sound = new LinkedHashMap<>();

    private final Map<String, Optional<String>> titles = new HashMap<>();
    private final Map<String, Integer> skipped = new HashMap<>();
    private int repeated;
    private int badLines;

    BadRows(Path place, RandomGenerator random) throws IOException {
      this.place = place;
      List<String> ids = new ArrayList<>();
      List<String> lines = new ArrayList<>();
      List<String> used = new ArrayList<>();
      float[][] rows = new float[ROWS][];
      for (int i = 0; i < ROWS; i++) {
        rows[i] = row(random);
        String id = "item-" + i;
        Optional<String> title = Optional.of("No. " + i);
        String line = "{\"id\":\"%s\",\"title\":\"No. %d\"}".formatted(id, i);
        // The first record tells the format of the file.
        switch (i == 0 ? 3 : random.nextInt(4)) {
          case 0 -> {
            line = badLine(id, random);
            badLines++;
            title = Optional.empty();
          }
          case 1 -> {
            line = "";
            title = Optional.empty();
          }
          default -> {}
        }
        lines.add(line);
        String bad = i == 0 ? "" : spoil(rows[i], random);
        if (bad.isEmpty() && random.nextInt(8) == 0) {
          bad = "missing_id";
          id = " ".repeat(random.nextInt(3));
        } else if (random.nextInt(8) == 0 && !used.isEmpty()) {
          id = used.get(random.nextInt(used.size()));
          what.add("row " + i + " is " + id + " again");
          repeated++;
        }
        ids.add(id);
        if (!bad.equals("missing_id") && !used.contains(id)) {
          used.add(id);
          titles.put(id, title);
        }
        if (bad.isEmpty()) {
          sound.put(id, titles.get(id));
        } else {
          what.add("row " + i + " is " + bad);
          skipped.merge("skipped_" + bad, 1, Integer::sum);
        }
      }
      EmbeddingFiles.write(place.resolve("rows.h5"), "path", ids, rows, Map.of());
      Files.write(place.resolve("rows.jsonl"), lines);
    }

    private static float[] row(RandomGenerator random) {
      float[] row = new float[DIMENSION];
      for (int j = 0; j < DIMENSION; j++) {
        row[j] = random.nextFloat() + 0.1f;
      }
      return row;
    }

    /** The cause for which a row is now to be left out; empty where it was left as it is. */
    private static String spoil(float[] row, RandomGenerator random) {
      int at = random.nextInt(DIMENSION);
      return switch (random.nextInt(16)) {
        case 0 -> {
          row[at] = Float.NaN;
          yield "not_a_number";
        }
        case 1 -> {
          row[at] = random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
          yield "infinite";
        }
        case 2 -> {
          Arrays.fill(row, random.nextBoolean() ? 0f : -0f);
          yield "zero";
        }
        case 3 -> {
          Arrays.fill(row, Float.MAX_VALUE);
          yield "norm_out_of_range";
        }
        default -> "";
      };
    }

    private static String badLine(String id, RandomGenerator random) {
      return switch (random.nextInt(6)) {
        case 0 -> "{\"id\":\"" + id;
        case 1 -> "[\"" + id + "\"]";
        case 2 -> "{\"title\":\"of nothing\"}";
        case 3 -> "{\"id\":\"" + id + "\"} and more";
        case 4 -> "{\"id\":" + "[".repeat(5_000);
        default -> "no JSON";
      };
    }

    @Override
    public String what() {
      return String.join(", ", what);
    }

    @Override
    public void run() throws IOException {
      Path descriptor = place.resolve("papers.yaml");
      Files.writeString(
          descriptor,
          """
          collection: papers
          source:
            embeddings: rows.h5
          metadata:
            format: jsonl
            file: rows.jsonl
            fields: {title: text}
          """);
      Outcome outcome =
          Cli.run(
              "import", descriptor.toString(), "--index-data", place.resolve("index").toString());

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
      JsonNode counts = manifest().path("counts");
      Map<String, Integer> found = new HashMap<>();
      counts
          .properties()
          .forEach(
              count -> {
                if (count.getKey().startsWith("skipped_") && count.getValue().asInt() > 0) {
                  found.put(count.getKey(), count.getValue().asInt());
                }
              });
      assertThat(found).isEqualTo(skipped);
      assertThat(counts.path("rows").asInt()).isEqualTo(ROWS);
      assertThat(counts.path("rows_repeated").asInt()).isEqualTo(repeated);
      assertThat(counts.path("metadata_bad_lines").asInt()).isEqualTo(badLines);
      try (Workspace workspace = new Workspace(place.resolve("index"), DeviceChoice.AUTO);
          OpenCollections open = workspace.open()) {
        assertThat(open.info("papers").items()).isEqualTo(sound.size());
        for (Map.Entry<String, Optional<String>> expected : sound.entrySet()) {
          Optional<Document> item = open.document("papers", expected.getKey());
          assertThat(item).as(expected.getKey()).isPresent();
          assertThat(Optional.ofNullable(item.orElseThrow().fields().get("title")))
              .as(expected.getKey())
              .isEqualTo(expected.getValue());
        }
      }
      DurableFiles.deleteTree(place);
    }

    private JsonNode manifest() throws IOException {
      Path collection = place.resolve("index/papers");
      String generation = Files.readString(collection.resolve("CURRENT")).strip();
      return JSON.readTree(collection.resolve(generation).resolve("manifest.json").toFile());
    }
  }
}
