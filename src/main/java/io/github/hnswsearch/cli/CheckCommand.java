package io.github.hnswsearch.cli;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Inspection;
import io.github.hnswsearch.lucene.IndexInspector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Verifies a collection: checksums, manifest, counts, graph. Exits with 1 where something is"
            + " wrong.")
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "C", description = "The collection.")
  private String collection = "";

  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Workspace workspace = indexData.open()) {
      Generation generation = workspace.indexData().live(collection);
      Inspection found = new IndexInspector().inspect(generation);
      if (json) {
        Json.print(asMap(generation, found));
      } else {
        print(generation, found);
        if (found.problems().isEmpty()) {
          CollectionUpgrade.advice(workspace, generation).ifPresent(System.out::println);
        }
      }
      return found.problems().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static Map<String, Object> asMap(Generation generation, Inspection found) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("collection", generation.manifest().collection());
    map.put("generation", generation.name());
    map.put("items", found.items());
    map.put("linked", found.linked());
    map.put("unreachable", found.unreachable());
    map.put("levels", found.levels());
    map.put("problems", found.problems());
    return map;
  }

  private static void print(Generation generation, Inspection found) {
    System.out.printf(
        Locale.ROOT,
        "%s, generation %s: %,d items, %,d linked in a graph of %d levels%n",
        generation.manifest().collection(),
        generation.name(),
        found.items(),
        found.linked(),
        found.levels());
    if (found.unreachable() > 0) {
      System.out.printf(
          Locale.ROOT,
          "  %,d of them are linked to others, but none to them: searches by vector miss these%n",
          found.unreachable());
    }
    found.problems().forEach(problem -> System.out.println("  " + problem));
    System.out.println(
        found.problems().isEmpty()
            ? "Checksums and counts are in order, and every item is linked."
            : "Mend it with: hnsw-search rebuild " + generation.manifest().collection());
  }
}
