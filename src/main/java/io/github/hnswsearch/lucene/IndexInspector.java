package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Inspection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** Verifies a generation: checksums, every structure of the index, its counts, its graph. */
public final class IndexInspector implements Inspection.Inspector {

  @Override
  public Inspection inspect(Generation generation) throws IOException {
    List<String> unreadable = IndexCompatibility.problems(generation);
    if (!unreadable.isEmpty()) {
      return new Inspection(0, 0, 0, 0, unreadable);
    }
    List<String> problems = new ArrayList<>(luceneProblems(generation));
    if (!problems.isEmpty()) {
      return new Inspection(0, 0, 0, 0, problems);
    }
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(generation)) {
      GraphStatistics graph = reader.graph();
      long expected = generation.manifest().items();
      if (reader.size() != expected) {
        problems.add(
            "The manifest counts %d items, the index holds %d.".formatted(expected, reader.size()));
      }
      if (graph.linked() != reader.size()) {
        problems.add("The graph links %d of %d items.".formatted(graph.linked(), reader.size()));
      }
      return new Inspection(
          reader.size(), graph.linked(), reader.unreachable(), graph.levels(), problems);
    }
  }

  private static List<String> luceneProblems(Generation generation) throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (Directory directory = new MMapDirectory(generation.indexDirectory());
        CheckIndex check = new CheckIndex(directory)) {
      check.setInfoStream(new PrintStream(log, true, StandardCharsets.UTF_8));
      CheckIndex.Status status = check.checkIndex();
      if (status.clean) {
        return List.of();
      }
      return List.of(
          "The index in %s is damaged: %s"
              .formatted(generation.indexDirectory(), firstFailure(log)));
    }
  }

  /** The line of Lucene's report that names the damage. */
  private static String firstFailure(ByteArrayOutputStream log) {
    return log.toString(StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> line.contains("Exception") || line.contains("ERROR"))
        .findFirst()
        .orElse("it cannot be read.");
  }
}
