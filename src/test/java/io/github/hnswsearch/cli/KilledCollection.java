package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.GenerationInspector;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A collection whose commands are killed. It knows what every generation holds: each item, as one
 * of some files has it.
 */
final class KilledCollection {
  private static final String NAME = "killed";
  private static final int DIMENSION = 32;
  private static final int ROWS = 1_200;
  private static final int FILES = 4;

  /** One batch of a file: there is a checkpoint before the last rows, and one after them. */
  private static final int CHECKPOINT_ROWS = 1_024;

  /** Each file shares two thirds of its items with the next. */
  private static final int SHIFT = ROWS / 3;

  private static final int ITEMS_TO_DELETE = 3;
  private static final int VECTORS_TO_COMPARE = 20;
  private static final long LONGEST_SECONDS = 60;

  /** What a command says that goes on behind a checkpoint. */
  private static final String RESUMED = "rows that are there already";

  /** What it says where another import was interrupted. */
  private static final String ANOTHER = "the import that was interrupted, found one with another";

  private static final LuceneBackend BACKEND = new LuceneBackend();

  /** What is killed. */
  private enum Work {
    IMPORT,
    UPDATE,
    DELETE,
    REBUILD,
    ROLLBACK,
    /** A server, while it takes the new generation of an update that nobody kills. */
    SERVE
  }

  /**
   * What a generation holds.
   *
   * @param items the file that each item is as in, by URL
   * @param imported the file that a rebuild builds it from
   */
  private record Held(Map<String, Integer> items, int imported) {}

  /** A command, and what the live generation holds once it is done. */
  private record Step(Work work, List<String> command, Held result) {}

  /**
   * How kills came out.
   *
   * @param before with the generation of before live
   * @param after with the new one live
   * @param resumed imports that went on behind a checkpoint when they were run again
   */
  record Outcomes(int before, int after, int resumed) {
    static final Outcomes NONE = new Outcomes(0, 0, 0);

    Outcomes plus(Outcomes other) {
      return new Outcomes(before + other.before, after + other.after, resumed + other.resumed);
    }
  }

  private final Path folder;
  private final Launcher launcher;
  private final Random random;
  private final Map<String, Held> generations = new HashMap<>();
  private final Map<Work, Long> durations = new EnumMap<>(Work.class);
  private long shortest;

  KilledCollection(Path folder, long seed) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.launcher = new Launcher(Path.of(""), folder);
    this.random = new Random(seed);
    for (int file = 0; file < FILES; file++) {
      List<String> urls = List.copyOf(rows(file).keySet());
      int version = file;
      EmbeddingFiles.write(
          file(file),
          urls,
          urls.stream().map(url -> components(url, version)).toArray(float[][]::new));
    }
  }

  /** Kills as often, and looks at what is live after each time. */
  Outcomes kill(int kills) throws Exception {
    undisturbed();
    Outcomes outcomes = Outcomes.NONE;
    for (int i = 0; i < kills; i++) {
      Step step = step(Work.values()[random.nextInt(Work.values().length)]);
      String live = live();
      if (step.work() == Work.SERVE) {
        killServer(step);
      } else if (step.work() == Work.IMPORT && mostly()) {
        killBehindCheckpoint(step);
      } else {
        kill(step);
      }
      boolean before = live().equals(live);
      outcomes = outcomes.plus(before ? new Outcomes(1, 0, 0) : new Outcomes(0, 1, 0));
      learn(live, step);
      assertWhole();
      if (before && step.work() == Work.IMPORT && mostly()) {
        outcomes = outcomes.plus(resume(step));
      }
    }
    Step last = step(Work.IMPORT);
    run(last.command());
    generations.put(live(), last.result());
    assertWhole();
    assertNothingIsLeftOver();
    return outcomes;
  }

  private boolean mostly() {
    return random.nextInt(4) > 0;
  }

  /**
   * What a killed import had read is gone on with, and nothing of it is lost or doubled. One that
   * was killed before it began may have found another one's rows there: these are not gone on with.
   */
  private Outcomes resume(Step step) throws Exception {
    String live = live();
    int code = execute(Stream.concat(step.command().stream(), Stream.of("--resume")).toList());
    String told = Files.readString(folder.resolve("undisturbed.err"));
    if (told.contains(ANOTHER)) {
      assertThat(code).isEqualTo(Cli.FAILED);
      assertThat(live()).isEqualTo(live);
      return Outcomes.NONE;
    }
    assertThat(code).as(told).isZero();
    assertThat(live()).isNotEqualTo(live);
    learn(live, step);
    assertWhole();
    return new Outcomes(0, 0, told.contains(RESUMED) ? 1 : 0);
  }

  /** Each kind of work once, to know how long it takes. */
  private void undisturbed() throws Exception {
    shortest = millis(List.of("--version"));
    Held first = new Held(rows(0), 0);
    run(importing(0));
    generations.put(live(), first);
    for (Work work : Work.values()) {
      Step step = step(work);
      String live = live();
      durations.put(work, Math.max(shortest + 1, millis(step.command())));
      learn(live, step);
      assertThat(live()).as(step.command().toString()).isNotEqualTo(live);
      assertWhole();
    }
  }

  /** What is live is a generation that is known, or the one that the step was to make. */
  private void learn(String live, Step step) throws IOException {
    if (!live().equals(live)) {
      generations.putIfAbsent(live(), step.result());
      assertThat(generations.get(live())).isEqualTo(step.result());
    }
  }

  private Step step(Work work) throws IOException {
    Held live = generations.get(live());
    int file = random.nextInt(FILES);
    return switch (work) {
      case IMPORT -> new Step(work, importing(file), new Held(rows(file), file));
      case UPDATE, SERVE -> {
        Map<String, Integer> items = new TreeMap<>(live.items());
        items.putAll(rows(file));
        List<String> command = List.of("update", NAME, "--embeddings", file(file).toString());
        yield new Step(work, command, new Held(items, live.imported()));
      }
      case DELETE -> {
        Map<String, Integer> items = new TreeMap<>(live.items());
        List<String> command = new ArrayList<>(List.of("delete", NAME, "--id"));
        List<String> urls = new ArrayList<>(items.keySet());
        for (int i = 0; i < ITEMS_TO_DELETE; i++) {
          String url = urls.remove(random.nextInt(urls.size()));
          items.remove(url);
          command.add(url);
        }
        yield new Step(work, command, new Held(items, live.imported()));
      }
      case REBUILD ->
          new Step(
              work,
              List.of("rebuild", NAME, "--force"),
              new Held(rows(live.imported()), live.imported()));
      case ROLLBACK ->
          new Step(work, List.of("rebuild", NAME, "--rollback"), generations.get(pointer().get(1)));
    };
  }

  private List<String> importing(int file) {
    return List.of(
        "import",
        "--collection",
        NAME,
        "--embeddings",
        file(file).toString(),
        "--checkpoint-rows",
        "" + CHECKPOINT_ROWS);
  }

  /**
   * At any moment of it. A machine is faster at one time than at another: what ended before it was
   * killed has taken as long as such work takes now, what did not takes longer than was thought.
   */
  private void kill(Step step) throws Exception {
    long taken = durations.get(step.work());
    long moment = random.nextLong(shortest, taken * 5 / 4);
    long started = System.nanoTime();
    Process process = start("killed", step.command());
    if (process.waitFor(moment, TimeUnit.MILLISECONDS)) {
      durations.put(step.work(), Math.max(shortest + 1, millisSince(started)));
    } else {
      process.destroyForcibly().waitFor();
      durations.put(step.work(), Math.max(taken, moment));
    }
  }

  /** Rows of an import are committed near its end: few moments of it are as late as that. */
  private void killBehindCheckpoint(Step step) throws Exception {
    List<Path> earlier = checkpoints();
    Process process = start("killed", step.command());
    while (process.isAlive() && earlier.containsAll(checkpoints())) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    process.waitFor(random.nextLong(shortest), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  /** Commits of what is staged, of this import or one before. */
  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> files = Files.walk(index().resolve(NAME))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("segments_"))
          .filter(file -> file.toString().contains("/staging-"))
          .toList();
    } catch (NoSuchFileException | UncheckedIOException e) {
      return List.of(); // Something is being removed at this moment.
    }
  }

  /** The update of a step is left alone; the server that is to take it is killed. */
  private void killServer(Step step) throws Exception {
    Process server = start("server", List.of("serve", "--port", "0"));
    try {
      awaitText(folder.resolve("server.out"), "Serving on");
      Process update = start("update", step.command());
      long moment = random.nextLong(durations.get(Work.UPDATE) + 1_500);
      TimeUnit.MILLISECONDS.sleep(moment);
      assertThat(server.isAlive()).isTrue();
      server.destroyForcibly().waitFor();
      assertThat(update.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(update.exitValue()).as(Files.readString(folder.resolve("update.err"))).isZero();
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static void awaitText(Path file, String text) throws Exception {
    long started = System.nanoTime();
    while (!Files.readString(file).contains(text)) {
      assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(LONGEST_SECONDS));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private long millis(List<String> command) throws Exception {
    long started = System.nanoTime();
    run(command);
    return millisSince(started);
  }

  private static long millisSince(long started) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  private void run(List<String> command) throws Exception {
    int code = execute(command);
    assertThat(code).as(Files.readString(folder.resolve("undisturbed.err"))).isZero();
  }

  private int execute(List<String> command) throws Exception {
    Process process = start("undisturbed", command);
    assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private Process start(String name, List<String> command) throws IOException {
    return launcher.start(
        folder.resolve(name + ".out"),
        folder.resolve(name + ".err"),
        Stream.concat(
                command.stream(),
                command.contains("--version")
                    ? Stream.of()
                    : Stream.of("--index-data", index().toString()))
            .toArray(String[]::new));
  }

  /** Every item once, as its file has it; and nothing wrong with index, graph and manifest. */
  private void assertWhole() throws IOException {
    Generation live = new IndexData(index()).live(NAME);
    Map<String, Integer> expected = generations.get(live.name()).items();
    assertThat(new GenerationInspector(BACKEND).inspectLive(live).problems()).isEmpty();
    try (CollectionReader reader = BACKEND.open(live)) {
      List<String> urls = new ArrayList<>();
      for (int item : reader.sample(Integer.MAX_VALUE)) {
        urls.add(reader.document(item).url());
      }
      assertThat(urls).doesNotHaveDuplicates().hasSize(expected.size());
      assertThat(expected.keySet()).containsAll(urls);
      for (int item : reader.sample(VECTORS_TO_COMPARE)) {
        Document document = reader.document(item);
        UnitVector stored = reader.vector(item);
        assertThat(stored).isEqualTo(vector(document.url(), expected.get(document.url())));
      }
    }
  }

  private void assertNothingIsLeftOver() throws IOException {
    try (Stream<Path> entries = Files.list(index().resolve(NAME))) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .noneMatch(name -> name.startsWith("staging-") || name.startsWith("removed-"))
          .containsAll(pointer())
          .hasSize(4);
    }
    assertThat(index()).isDirectoryNotContaining("glob:.*");
  }

  private Path index() {
    return folder.resolve("index");
  }

  /** The live generation, and the one before. */
  private List<String> pointer() throws IOException {
    return Files.readAllLines(index().resolve(NAME).resolve("CURRENT"));
  }

  private String live() throws IOException {
    return pointer().getFirst();
  }

  private Path file(int file) {
    return folder.resolve("rows-" + file + ".h5");
  }

  private static Map<String, Integer> rows(int file) {
    Map<String, Integer> rows = new TreeMap<>();
    IntStream.range(file * SHIFT, file * SHIFT + ROWS)
        .forEach(row -> rows.put("https://example.org/" + row, file));
    return rows;
  }

  private static UnitVector vector(String url, int file) {
    try {
      return UnitVector.of(components(url, file));
    } catch (UnitVector.DefectException e) {
      throw new AssertionError(e);
    }
  }

  private static float[] components(String url, int file) {
    Random components = new Random(url.hashCode() * 31L + file);
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) components.nextGaussian();
    }
    return vector;
  }
}
