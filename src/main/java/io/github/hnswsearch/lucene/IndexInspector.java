package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NoLockFactory;

/**
 * Verifies the index of a generation: checksums, every structure, what the manifest says of it, and
 * its graph.
 */
public final class IndexInspector implements Inspection.Inspector {

  @Override
  public Inspection inspect(Generation generation) throws IOException {
    Path folder = generation.indexDirectory();
    if (!Files.isDirectory(folder)) {
      return Inspection.broken(List.of("A folder with an index is missing: " + folder + "."));
    }
    List<String> unreadable = IndexCompatibility.problems(generation);
    if (!unreadable.isEmpty()) {
      return Inspection.broken(unreadable);
    }
    // Nobody writes to a generation, so nobody needs to be kept out: its folder may be read-only.
    try (Directory directory = new MMapDirectory(folder, NoLockFactory.INSTANCE)) {
      List<String> damage = LuceneCheck.problems(directory, folder);
      return damage.isEmpty() ? inspectWhole(generation, directory) : Inspection.broken(damage);
    }
  }

  private static Inspection inspectWhole(Generation generation, Directory directory)
      throws IOException {
    try (LuceneCollectionReader reader = LuceneBackend.openIndex(generation)) {
      GraphStatistics graph = reader.graph();
      List<String> problems = new ArrayList<>(reader.differences(generation.manifest()));
      if (graph.linked() != reader.size()) {
        problems.add("The graph links %d of %d items.".formatted(graph.linked(), reader.size()));
      }
      return new Inspection(
          reader.size(),
          graph.segments(),
          graph.levels(),
          graph.linked(),
          reader.unreachable(),
          Leftovers.remarks(directory),
          problems);
    }
  }
}
