package io.github.hnswsearch.cli;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.index.Generation;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description =
        "Imports a collection again from the descriptor in its manifest, beside the live index.")
final class RebuildCommand implements Callable<Integer> {
  @Parameters(paramLabel = "C", description = "The collection.")
  private String collection = "";

  @Mixin private BuildOptions options = new BuildOptions();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Option(names = "--json", description = "Print the manifest as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Workspace workspace = indexData.open()) {
      Generation live = workspace.indexData().live(collection);
      Descriptor kept =
          DescriptorJson.fromJson(live.manifest().descriptor(), "manifest of " + collection);
      Descriptor descriptor =
          DescriptorJson.fromJson(DescriptorJson.toJson(options.over(kept)), "rebuild");
      Generation generation =
          workspace.build(descriptor, options.threads(), options.strict(), new ProgressReport());
      if (json) {
        Json.print(generation.manifest());
      } else {
        BuildSummary.print(generation, System.out);
      }
    }
    return CommandLine.ExitCode.OK;
  }
}
