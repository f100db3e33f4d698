package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.GenerationInspector;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.record.ClusteredVectors;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands whose disk runs full: a small file system in memory, which takes root to mount. {@code
 * -Ddisks=60} fills as many.
 */
final class FullDiskIT {
  private static final int DISKS = Integer.getInteger("disks", 6);
  private static final String NAME = "rows";
  private static final int DIMENSION = 64;
  private static final int ROWS = 1_500;
  private static final int AMPLE_KIBIBYTES = 64 << 10;

  @TempDir private Path folder;
  private Path disk;
  private Launcher launcher;

  @BeforeEach
  void write() throws Exception {
    disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        isDone("mount", "-t", "tmpfs", "-o", size(AMPLE_KIBIBYTES), "tmpfs", disk.toString()),
        "a file system can be mounted");
    launcher = new Launcher(Path.of(""), folder);
    for (int file = 0; file < 2; file++) {
      EmbeddingFiles.write(
          embeddings(file),
          IntStream.range(0, ROWS).mapToObj(i -> "https://example.org/" + i).toList(),
          ClusteredVectors.of(ROWS, DIMENSION, 20, file).stream()
              .map(UnitVector::components)
              .toArray(float[][]::new));
    }
  }

  @AfterEach
  void unmount() throws Exception {
    isDone("umount", disk.toString());
  }

  private static String size(long kibibytes) {
    return "size=" + kibibytes + "k";
  }

  private Path embeddings(int file) {
    return folder.resolve(file + ".h5");
  }

  @Test
  void whatWasLiveIsWholeAndTheCommandEndsWithOneSentenceThatNamesTheCause() throws Exception {
    assertThat(run("import", "--collection", NAME, "--embeddings", embeddings(0).toString()).code())
        .isEqualTo(Cli.DONE);
    Generation live = new IndexData(disk).live(NAME);
    List<List<String>> commands =
        List.of(
            List.of("import", "--collection", NAME, "--embeddings", embeddings(1).toString()),
            List.of("update", NAME, "--embeddings", embeddings(1).toString()),
            List.of("rebuild", NAME));

    for (int i = 0; i < DISKS; i++) {
      leave(live.bytes() * (i + 1) / (DISKS + 1));
      Cli.Outcome outcome = run(commands.get(i % commands.size()).toArray(String[]::new));

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(Cli.FAILED);
      assertThat(outcome.err())
          .containsPattern("error: .*(No space left on device|not enough space)")
          .contains("what was live before still is")
          .doesNotContain("\tat ", "Exception");
      assertThat(new IndexData(disk).live(NAME)).isEqualTo(live);
      assertThat(new GenerationInspector(new LuceneBackend()).inspectLive(live).problems())
          .isEmpty();
    }
    leave(AMPLE_KIBIBYTES << 10);
    assertThat(run("rebuild", NAME).code()).isEqualTo(Cli.DONE);
    System.out.printf("%d full disks: the live generation unchanged, exit code 1%n", DISKS);
  }

  /** Makes the file system as large as what lies on it and some bytes more. */
  private void leave(long bytes) throws Exception {
    FileStore store = Files.getFileStore(disk);
    long used = store.getTotalSpace() - store.getUnallocatedSpace();
    assertThat(isDone("mount", "-o", "remount," + size((used + bytes) >> 10), disk.toString()))
        .isTrue();
  }

  private Cli.Outcome run(String... command) throws Exception {
    String[] all = Arrays.copyOf(command, command.length + 2);
    all[command.length] = "--index-data";
    all[command.length + 1] = disk.toString();
    return launcher.run(all);
  }

  private static boolean isDone(String... command) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false;
    }
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
