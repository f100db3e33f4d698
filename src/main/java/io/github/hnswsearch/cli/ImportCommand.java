package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.metadata.FormatDetection;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.DescriptorReader;
import io.github.hnswsearch.index.Generation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Builds a collection from HDF5 embeddings and makes it live.",
    footer = {
      "",
      "Examples:",
      "  hnsw-search import importer/papers.yaml",
      "  hnsw-search import --collection papers --embeddings papers.h5 --metadata arxiv.json.gz"
    })
final class ImportCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private @Nullable What what;

  @Mixin private BuildOptions options = new BuildOptions();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Option(names = "--json", description = "Print the manifest as JSON.")
  private boolean json;

  private static final class What {
    @Parameters(paramLabel = "DESCRIPTOR.yaml", description = "A collection's descriptor.")
    private @Nullable Path descriptor;

    @ArgGroup(exclusive = false)
    private @Nullable Files files;
  }

  private static final class Files {
    @Option(
        names = "--collection",
        required = true,
        paramLabel = "C",
        description = "Name of the collection; an existing one is replaced.")
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
        description = "arXiv JSONL, Open Images CSV, or any CSV or JSONL; .gz too.")
    private @Nullable Path metadata;

    @Option(
        names = "--pictures",
        paramLabel = "DIR",
        description = "Folder of the pictures that the rows' paths lie in; the page shows them.")
    private @Nullable Path pictures;

    @Option(names = "--encoder", paramLabel = "NAME", description = "Encoder of the embeddings.")
    private @Nullable String encoder;
  }

  @Override
  public Integer call() throws IOException {
    Descriptor descriptor = options.over(descriptor());
    // One set of rules for descriptors, wherever they come from.
    Descriptor checked = DescriptorJson.fromJson(DescriptorJson.toJson(descriptor), "import");
    try (Workspace workspace = indexData.open()) {
      Generation generation =
          workspace.build(
              checked,
              options.threads(),
              options.strict(),
              options.resumption(),
              new ProgressReport());
      if (json) {
        Json.print(generation.manifest());
      } else {
        BuildSummary.print(generation, System.out);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private Descriptor descriptor() throws IOException {
    if (what == null) {
      throw new IllegalStateException("picocli requires one of both");
    }
    if (what.descriptor != null) {
      return DescriptorReader.read(what.descriptor);
    }
    Files files = what.files;
    if (files == null) {
      throw new IllegalStateException("picocli requires one of both");
    }
    return new Descriptor(
        files.collection,
        new Source(
            files.embeddings.stream().map(Path::toAbsolutePath).toList(),
            DatasetNames.DETECT,
            files.pictures == null ? null : files.pictures.toAbsolutePath()),
        metadata(files.metadata),
        files.encoder,
        IndexOptions.DEFAULT,
        Ranking.DEFAULT);
  }

  private static @Nullable MetadataSource metadata(@Nullable Path file) throws IOException {
    return file == null
        ? null
        : new MetadataSource(FormatDetection.of(file), file.toAbsolutePath(), null, Map.of());
  }
}
