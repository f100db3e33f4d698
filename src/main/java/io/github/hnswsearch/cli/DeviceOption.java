package io.github.hnswsearch.cli;

import io.github.hnswsearch.encoder.DeviceChoice;
import io.github.hnswsearch.record.BadInputException;
import picocli.CommandLine.Option;

/** Where encoders run. */
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "auto|cpu|gpu[:N]",
      defaultValue = "auto",
      description = "Where encoders run; default ${DEFAULT-VALUE}: a GPU where there is one.")
  private String device = "auto";

  DeviceChoice choice() throws BadInputException {
    return DeviceChoice.parse(device);
  }
}
