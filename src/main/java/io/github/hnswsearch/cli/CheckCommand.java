package io.github.hnswsearch.cli;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.GenerationInUse;
import io.github.hnswsearch.index.GenerationInspector;
import io.github.hnswsearch.index.Inspection;
import java.io.IOException;
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
        "Verifies a collection: checksums, manifest, counts, graph, recall. Exits with 1 where"
            + " something is wrong.")
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "C", description = "The collection.")
  private String collection = "";

  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Workspace workspace = indexData.open();
        GenerationInUse live = workspace.indexData().useLive(collection)) {
      CheckReport report = examine(workspace, collection, live.generation());
      if (json) {
        Json.print(report.asMap());
      } else {
        report.print(System.out);
        if (report.isSound()) {
          CollectionUpgrade.advice(workspace, live.generation()).ifPresent(System.out::println);
        }
      }
      return report.isSound() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Recall is measured where the index is whole: what is damaged may be endless. */
  private static CheckReport examine(Workspace workspace, String collection, Generation generation)
      throws IOException {
    Inspection found = new GenerationInspector(workspace.backend()).inspectLive(generation);
    return new CheckReport(
        collection,
        generation,
        found,
        found.isSound() ? workspace.recallCheck(generation).of(generation) : null);
  }
}
