package io.github.hnswsearch.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.embedding.Outcome.Embedded;
import io.github.hnswsearch.embedding.Outcome.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final List<Outcome> OUTCOMES =
      List.of(
          new Embedded("größe.txt", 1, new float[] {1, -0.5f, Float.MIN_VALUE}, "{\"a\":1}"),
          new Skipped("b", 2, new Reason("no_text", "nothing there")),
          new Embedded("c", 3, new float[] {0, 1, 0}, null));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("journal");
    try (Journal journal = Journal.open(file)) {
      for (Outcome outcome : OUTCOMES) {
        journal.add(outcome);
      }
      journal.flush();
    }
  }

  private static List<String> read(Journal journal) throws IOException {
    List<String> outcomes = new ArrayList<>();
    try (Journal.Records records = journal.read()) {
      for (Outcome outcome = records.next(); outcome != null; outcome = records.next()) {
        outcomes.add(text(outcome));
      }
    }
    return outcomes;
  }

  private static String text(Outcome outcome) {
    return outcome instanceof Embedded row
        ? row.id() + row.next() + Arrays.toString(row.vector()) + row.metadata()
        : outcome.toString();
  }

  private static List<String> texts(int count) {
    return OUTCOMES.subList(0, count).stream().map(JournalTest::text).toList();
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    try (Journal journal = Journal.open(file)) {
      assertThat(read(journal)).isEqualTo(texts(3));
    }
  }

  @Test
  void cutAnywhereItLosesTheRecordThatWasCutAndGoesOn() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (Journal journal = Journal.open(file)) {
        List<String> kept = read(journal);
        assertThat(kept).isEqualTo(texts(kept.size()));
        journal.add(OUTCOMES.get(kept.size()));
        journal.flush();
        assertThat(read(journal)).isEqualTo(texts(kept.size() + 1));
      }
    }
  }

  @Test
  void aByteThatChangedEndsItThere() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x10;
      Files.write(file, changed);
      try (Journal journal = Journal.open(file)) {
        assertThat(read(journal)).hasSizeLessThan(3).isEqualTo(texts(read(journal).size()));
      }
    }
  }

  @Test
  void zerosBehindTheLastRecordAreCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 5_000));
    try (Journal journal = Journal.open(file)) {
      assertThat(read(journal)).isEqualTo(texts(3));
    }
    assertThat(Files.size(file)).isEqualTo(whole.length);
  }
}
