package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Whatever fails, a user reads one line that says what to do. */
final class FailureReportTest {
  @Test
  void whatIsWrongWithTheInputIsSaidAsItIs() {
    assertThat(
            FailureReport.of(new BadInputException("a.h5", "expected rows, found none", "Mend it")))
        .isEqualTo("error: a.h5: expected rows, found none. Mend it.");
    assertThat(FailureReport.of(new UncheckedIOException(new NoSuchFileException("a.h5"))))
        .isEqualTo("error: a.h5: expected a file or folder, found none. Check the path.");
  }

  @Test
  void aFullMemoryIsCalledThatHoweverDeepItLies() {
    Throwable deep =
        new IllegalStateException(new ExecutionException(new OutOfMemoryError("Java heap space")));

    assertThat(FailureReport.of(deep))
        .isEqualTo(
            "error: the memory of Java does not suffice (Java heap space). Give it more:"
                + " HNSW_SEARCH_JAVA_OPTIONS=-Xmx2g, say.");
    assertThat(FailureReport.of(new OutOfMemoryError("Java heap space"))).contains("-Xmx2g");
    assertThat(FailureReport.of(new IOException(deep))).contains("does not suffice", "-Xmx2g");
  }

  @Test
  void aDefectNamesItsCauseAndAsksForAReport() {
    assertThat(FailureReport.of(new StackOverflowError()))
        .contains("unexpected java.lang.StackOverflowError", "please report it");
    assertThat(FailureReport.of(new IOException()))
        .contains("unexpected java.io.IOException", "please report it");
  }

  @Test
  void severalLinesAndCommandsToATerminalBecomeOneLineOfBoundedLength() {
    String report =
        FailureReport.of(new IllegalStateException("one\n\tat two\u001b[2J" + "x".repeat(9_000)));

    assertThat(report).hasLineCount(1).contains("one at two [2Jx").hasSizeLessThan(2_010);
  }
}
