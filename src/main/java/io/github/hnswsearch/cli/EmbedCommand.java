package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.PaperTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description = "Embeds the papers of an arXiv snapshot (JSONL, .gz too) into an HDF5 file.")
final class EmbedCommand implements Callable<Integer> {
  @Option(names = "--encoder", required = true, paramLabel = "NAME", description = "Which encoder.")
  private String encoder = "";

  @Option(names = "--input", required = true, paramLabel = "FILE", description = "arXiv JSONL.")
  private Path input = Path.of("");

  @Option(names = "--output", required = true, paramLabel = "FILE.h5", description = "To write.")
  private Path output = Path.of("");

  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "FIELD",
      description = "Fields that make up a paper's text; default title,abstract.")
  private List<String> fields = PaperTexts.TITLE_AND_ABSTRACT;

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Override
  public Integer call() throws IOException {
    try (Workspace workspace = indexData.open(device.choice())) {
      PaperEmbedder embedder =
          new PaperEmbedder(workspace.encoders().text(encoder), new ProgressReport());
      long rows = embedder.embed(input, fields, output);
      System.out.printf(Locale.ROOT, "%,d papers embedded into %s%n", rows, output);
      if (embedder.leftOut() > 0) {
        System.out.printf(
            Locale.ROOT, "%,d left out: the encoder knows no word of them%n", embedder.leftOut());
      }
    }
    return CommandLine.ExitCode.OK;
  }
}
