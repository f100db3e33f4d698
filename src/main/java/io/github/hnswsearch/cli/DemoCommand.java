package io.github.hnswsearch.cli;

import io.github.hnswsearch.web.WebOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Embeds and imports the bundled samples where that has not been done, and serves them:",
      "papers, and a gallery of pictures that it draws."
    })
final class DemoCommand implements Callable<Integer> {
  /** Where the samples' files go, within the index-data folder. */
  private static final String FOLDER = ".demo";

  @Option(names = "--no-serve", description = "Build only.")
  private boolean noServe;

  @Mixin private ListenOptions listen = new ListenOptions();
  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Override
  public Integer call() throws IOException {
    WebOptions options = listen.options();
    try (Workspace workspace = indexData.open(device.choice())) {
      Path folder = workspace.indexData().root().resolve(FOLDER);
      for (DemoSample sample : DemoSample.values()) {
        sample.build(workspace, folder);
      }
      if (!noServe) {
        listen.serve(options, workspace);
      }
    }
    return CommandLine.ExitCode.OK;
  }
}
