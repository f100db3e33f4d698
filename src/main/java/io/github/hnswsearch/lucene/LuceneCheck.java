package io.github.hnswsearch.lucene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.Directory;

/** Lucene's own check of an index: the checksums of all files, and every structure in them. */
final class LuceneCheck {
  /** A line of Lucene's report that names an exception, and what it says. */
  private static final Pattern CAUSE = Pattern.compile("(?:\\S+\\.)?(\\w+(?:Exception|Error): .+)");

  private LuceneCheck() {}

  /**
   * Runs it.
   *
   * @param folder of the index, to name it by
   * @return a sentence; none where the index is whole
   */
  static List<String> problems(Directory directory, Path folder) throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (CheckIndex check = new CheckIndex(directory)) {
      check.setInfoStream(new PrintStream(log, true, StandardCharsets.UTF_8));
      return check.checkIndex().clean
          ? List.of()
          : List.of("The index in %s is damaged: %s.".formatted(folder, cause(log)));
    }
  }

  private static String cause(ByteArrayOutputStream log) {
    List<String> lines = log.toString(StandardCharsets.UTF_8).lines().map(String::strip).toList();
    Optional<String> exception =
        lines.stream()
            .map(CAUSE::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .findFirst();
    return exception.orElseGet(
        () ->
            lines.stream()
                .filter(line -> line.contains("ERROR"))
                .findFirst()
                .orElse("it cannot be read"));
  }
}
