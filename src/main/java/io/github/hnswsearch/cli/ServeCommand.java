package io.github.hnswsearch.cli;

import io.github.hnswsearch.web.WebOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves the search page and the REST API until it is stopped.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private ListenOptions listen = new ListenOptions();
  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Override
  public Integer call() throws IOException {
    WebOptions options = listen.options();
    try (Workspace workspace = indexData.open(device.choice())) {
      listen.serve(options, workspace);
    }
    return CommandLine.ExitCode.OK;
  }
}
