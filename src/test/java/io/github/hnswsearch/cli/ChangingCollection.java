package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.record.ClusteredVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A small collection that is changed while it is served, by processes of their own. */
final class ChangingCollection {
  static final String NAME = "changing";
  static final int DIMENSION = 16;
  private static final int ITEMS = 300;
  private static final int ROWS = 60;

  private final Launcher launcher;
  private final Path folder;
  private final Path indexData;
  private int changes;

  /**
   * Builds it.
   *
   * @param folder for its files of embeddings
   */
  ChangingCollection(Launcher launcher, Path folder, Path indexData) throws Exception {
    this.launcher = launcher;
    this.folder = folder;
    this.indexData = indexData;
    run("import", "--collection", NAME, "--embeddings", write("base.h5", 0, ITEMS).toString());
  }

  /** Adds rows, or builds it anew without them, in turns. */
  void change() throws Exception {
    if (changes % 2 == 0) {
      int from = ITEMS - ROWS / 2;
      Path more = write("more-%d.h5".formatted(changes), from, from + ROWS);
      run("update", NAME, "--embeddings", more.toString());
    } else {
      run("rebuild", NAME, "--force");
    }
    changes++;
  }

  private Path write(String name, int from, int to) throws IOException {
    Path file = folder.resolve(name);
    float[][] rows =
        ClusteredVectors.of(to - from, DIMENSION, 5, from).stream()
            .map(vector -> vector.components())
            .toArray(float[][]::new);
    List<String> ids = IntStream.range(from, to).mapToObj(i -> "https://example.org/" + i).toList();
    EmbeddingFiles.write(file, ids, rows);
    return file;
  }

  private void run(String... arguments) throws Exception {
    Cli.Outcome outcome =
        launcher.run(
            Stream.concat(Stream.of(arguments), Stream.of("--index-data", indexData.toString()))
                .toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.DONE);
  }
}
