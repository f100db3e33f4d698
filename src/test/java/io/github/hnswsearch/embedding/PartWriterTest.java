package io.github.hnswsearch.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFiles;
import io.github.hnswsearch.embedding.Outcome.Embedded;
import io.github.hnswsearch.embedding.Outcome.Skipped;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process may end between any two steps of making a part: here are the folders it leaves. */
final class PartWriterTest {
  private static final int PART_ROWS = 3;

  @TempDir private Path temporary;
  private Path folder;
  private Map<String, String> clean;

  @BeforeEach
  void makeACleanRun() throws IOException {
    Path other = Files.createDirectories(temporary.resolve("clean"));
    try (PartWriter writer = open(other, start(other), PART_ROWS)) {
      writer.append(outcomes(0, 11));
      writer.finish();
    }
    clean = Jobs.contents(other);
    folder = Files.createDirectories(temporary.resolve("folder"));
  }

  /** Of every four inputs one has no row. */
  private static List<Outcome> outcomes(int from, int to) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      outcomes.add(
          i % 4 == 1
              ? new Skipped("s" + i, i + 1, new Reason("no_text", "none"))
              : new Embedded("r" + i, i + 1, new float[] {i, 1}, "{\"path\":\"r" + i + "\"}"));
    }
    return outcomes;
  }

  private static JobState start(Path folder) throws IOException {
    JobState state = JobState.start(Map.of("encoder", "e"));
    state.write(folder);
    return state;
  }

  private static JobState state(Path folder) throws IOException {
    return JobState.read(folder).orElseThrow();
  }

  private static PartWriter open(Path folder, JobState state, int partRows) throws IOException {
    return new PartWriter(folder, state, "path", partRows);
  }

  private void assertGoesOn() throws IOException {
    try (PartWriter writer = open(folder, state(folder), PART_ROWS)) {
      writer.append(outcomes((int) writer.position(), 11));
      writer.finish();
    }
    assertThat(Jobs.contents(folder)).isEqualTo(clean);
    assertThat(state(folder).finished()).isTrue();
  }

  private Path journal() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".journal")).findFirst().orElseThrow();
    }
  }

  @Test
  void aFullPartIsThereAtOnce() throws IOException {
    try (PartWriter writer = open(folder, start(folder), PART_ROWS)) {
      writer.append(outcomes(0, 4));
      assertThat(EmbeddingFiles.read(folder.resolve("part-00000.h5")))
          .extracting(row -> row.id())
          .containsExactly("r0", "r2", "r3");
      assertThat(state(folder).position()).isEqualTo(4);
      assertThat(state(folder).finished()).isFalse();
    }
  }

  @Test
  void endedBetweenAppends() throws IOException {
    for (int n = 0; n <= 11; n++) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      open(folder, start(folder), PART_ROWS).append(outcomes(0, n)); // Not closed: killed.
      assertGoesOn();
    }
  }

  @Test
  void endedWithAFullJournalBeforeThePart() throws IOException {
    try (PartWriter writer = open(folder, start(folder), 100)) {
      writer.append(outcomes(0, 4));
    }
    assertGoesOn();
  }

  @Test
  void endedWithinThePart() throws IOException {
    endedWithAFullJournal();
    Files.writeString(folder.resolve(".writing-part-00000.h5"), "half a part");
    assertGoesOn();
  }

  @Test
  void endedBehindThePartBeforeTheState() throws IOException {
    endedWithAFullJournal();
    Files.writeString(folder.resolve("part-00000.h5"), "a part that does not count yet");
    Files.writeString(folder.resolve("skipped.jsonl"), "half a li");
    Files.writeString(folder.resolve("metadata.jsonl"), "{\"path\":\"r0\"}\n{\"pa");
    assertGoesOn();
  }

  private void endedWithAFullJournal() throws IOException {
    try (PartWriter writer = open(folder, start(folder), 100)) {
      writer.append(outcomes(0, 4));
    }
  }

  @Test
  void endedWithinTheLaterLists() throws IOException {
    try (PartWriter writer = open(folder, start(folder), PART_ROWS)) {
      writer.append(outcomes(0, 8));
    }
    Files.writeString(
        folder.resolve("metadata.jsonl"), "too much", java.nio.file.StandardOpenOption.APPEND);
    assertGoesOn();
  }

  @Test
  void endedBehindTheStateBeforeTheEndOfTheJournal() throws IOException {
    endedWithAFullJournal();
    Path first = journal();
    byte[] full = Files.readAllBytes(first);
    try (PartWriter writer = open(folder, state(folder), PART_ROWS)) {
      assertThat(writer.rows()).isEqualTo(3);
    }
    Files.write(first, full);
    assertGoesOn();
  }

  @Test
  void endedBehindTheLastStateBeforeTheEndOfTheJournal() throws IOException {
    open(folder, start(folder), PART_ROWS).append(outcomes(0, 11));
    Path last = journal();
    byte[] rest = Files.readAllBytes(last);
    try (PartWriter writer = open(folder, state(folder), PART_ROWS)) {
      writer.finish();
    }
    Files.write(last, rest);

    assertThat(state(folder).finished()).isTrue();
    Files.delete(last);
    assertThat(Jobs.contents(folder)).isEqualTo(clean);
  }

  @Test
  void aJournalOfAnotherRunIsNotTakenUp() throws IOException {
    open(folder, start(folder), PART_ROWS).append(outcomes(7, 9));
    start(folder);
    assertGoesOn();
  }

  @Test
  void inputsWithoutARowBehindTheLastPartAreCounted() throws IOException {
    try (PartWriter writer = open(folder, start(folder), PART_ROWS)) {
      writer.append(outcomes(0, 4));
      writer.append(outcomes(5, 6));
      JobState done = writer.finish();

      assertThat(done.parts()).isEqualTo(1);
      assertThat(done.position()).isEqualTo(6);
      assertThat(done.skipped()).isEqualTo(Map.of("no_text", 2L));
      assertThat(Files.readAllLines(folder.resolve("skipped.jsonl"))).hasSize(2);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidWithWhatToDo() throws IOException {
    try (PartWriter writer = open(folder, start(folder), PART_ROWS)) {
      Files.createDirectories(folder.resolve(".writing-part-00000.h5/in the way"));
      assertThatThrownBy(() -> writer.append(outcomes(0, 4)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("the same command then goes on where it stopped");
    }
  }
}
