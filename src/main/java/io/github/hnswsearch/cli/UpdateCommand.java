package io.github.hnswsearch.cli;

import io.github.hnswsearch.index.Generation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    description =
        "Adds rows to a collection, each in place of the item that has its id, beside the live"
            + " index.",
    footer = {
      "",
      "Example:",
      "  hnsw-search update papers --embeddings november.h5 --metadata november.jsonl"
    })
final class UpdateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "C", description = "The collection.")
  private String collection = "";

  @Option(
      names = "--embeddings",
      required = true,
      paramLabel = "FILE.h5|DIR",
      description = "HDF5 file or folder of parts; may be repeated.")
  private List<Path> embeddings = List.of();

  @Option(
      names = "--metadata",
      paramLabel = "FILE",
      description =
          "In the format of the collection's metadata; default: the file it was built with.")
  private @Nullable Path metadata;

  @Option(
      names = "--strict",
      description = "End at the first row that cannot be indexed instead of leaving it out.")
  private boolean strict;

  @Mixin private RevisionOptions options = new RevisionOptions();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Option(names = "--json", description = "Print the manifest as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Workspace workspace = indexData.open()) {
      Generation live = workspace.liveToChange(collection);
      Generation generation =
          new CollectionRevisions(workspace, new ProgressReport())
              .update(
                  options.plan(live, strict),
                  embeddings.stream().map(Path::toAbsolutePath).toList(),
                  metadata);
      if (json) {
        Json.print(generation.manifest());
      } else {
        BuildSummary.print(generation, System.out);
      }
    }
    return CommandLine.ExitCode.OK;
  }
}
