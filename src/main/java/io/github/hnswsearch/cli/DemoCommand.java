package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.PaperTexts;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorReader;
import io.github.hnswsearch.index.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Embeds and imports the bundled sample where that has not been done, and serves it.")
final class DemoCommand implements Callable<Integer> {
  private static final String DESCRIPTOR = "papers.yaml";

  /** Where the sample's embeddings go, within the index-data folder. */
  private static final String EMBEDDINGS = ".demo/papers.h5";

  @Option(names = "--no-serve", description = "Build only.")
  private boolean noServe;

  @Mixin private ListenOptions listen = new ListenOptions();
  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Override
  public Integer call() throws IOException {
    try (Workspace workspace = indexData.open(device.choice())) {
      Descriptor descriptor = descriptor(workspace.indexData().root());
      if (isLive(workspace, descriptor)) {
        System.out.println("Collection " + descriptor.collection() + " is there already.");
      } else {
        build(workspace, descriptor);
      }
      if (!noServe) {
        listen.serve(workspace);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  /** The sample's descriptor with its embeddings in the index-data folder. */
  private static Descriptor descriptor(Path indexData) throws IOException {
    Descriptor sample = DescriptorReader.read(Home.sample().resolve(DESCRIPTOR));
    return new Descriptor(
        sample.collection(),
        new Source(List.of(indexData.resolve(EMBEDDINGS)), DatasetNames.DETECT),
        sample.metadata(),
        sample.encoder(),
        sample.index(),
        sample.ranking());
  }

  private static boolean isLive(Workspace workspace, Descriptor descriptor) throws IOException {
    Optional<Generation> live = workspace.indexData().collection(descriptor.collection()).live();
    return live.isPresent();
  }

  private static void build(Workspace workspace, Descriptor descriptor) throws IOException {
    if (descriptor.metadata() == null || descriptor.encoder() == null) {
      throw new IllegalStateException("the sample has metadata and an encoder");
    }
    Path embeddings = descriptor.source().embeddings().getFirst();
    Files.createDirectories(embeddings.getParent());
    long rows =
        new PaperEmbedder(workspace.encoders().text(descriptor.encoder()), new ProgressReport())
            .embed(descriptor.metadata().file(), PaperTexts.TITLE_AND_ABSTRACT, embeddings);
    System.out.printf(Locale.ROOT, "Embedded %,d papers into %s%n", rows, embeddings);
    Generation generation =
        workspace.build(
            descriptor, Runtime.getRuntime().availableProcessors(), true, new ProgressReport());
    BuildSummary.print(generation, System.out);
  }
}
