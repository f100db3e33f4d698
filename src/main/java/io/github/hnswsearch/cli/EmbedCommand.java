package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.PaperTexts;
import io.github.hnswsearch.embedding.EmbeddingJob;
import io.github.hnswsearch.embedding.EmbeddingRequest;
import io.github.hnswsearch.embedding.EmbeddingRequest.Earlier;
import io.github.hnswsearch.embedding.EmbeddingSummary;
import io.github.hnswsearch.embedding.InputKind;
import io.github.hnswsearch.search.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description = {
      "Embeds papers, documents or pictures into HDF5. A run that was stopped, by whatever means,",
      "goes on where it was when the same command is given again."
    },
    footer = {
      "",
      "Examples:",
      "  hnsw-search embed --encoder arxiv-static-384 --input arxiv.json.gz --output papers.h5",
      "  hnsw-search embed --encoder arxiv-static-384 --input ~/Documents --output documents"
    })
final class EmbedCommand implements Callable<Integer> {
  @Option(names = "--encoder", required = true, paramLabel = "NAME", description = "Which encoder.")
  private String encoder = "";

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE|DIR",
      description = {
        "arXiv JSONL (.gz too), a folder of documents (PDF, DOCX, HTML, Markdown, text) or a",
        "folder of pictures; folders within are searched, hidden files are left out."
      })
  private Path input = Path.of("");

  @Option(
      names = "--kind",
      paramLabel = "papers|documents|pictures",
      description = "What the input holds; found out by itself unless a folder holds both.")
  private @Nullable InputKind kind;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE.h5|DIR",
      description = {
        "One file, or a folder of parts, which import reads as well. Inputs that cannot be",
        "embedded are listed in skipped.jsonl, texts of documents in metadata.jsonl."
      })
  private Path output = Path.of("");

  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "FIELD",
      description = "Fields that make up a paper's text; default title,abstract.")
  private List<String> fields = PaperTexts.TITLE_AND_ABSTRACT;

  @Option(
      names = "--part-rows",
      paramLabel = "N",
      description = "Rows of a part; default: 50,000, or as many as fill 64 MiB.")
  private @Nullable Integer partRows;

  @Option(
      names = "--restart",
      description = "Start over instead of going on with what an earlier run left.")
  private boolean restart;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Override
  public Integer call() throws IOException {
    if (partRows != null && partRows < 1) {
      throw new InvalidRequestException("--part-rows: expected 1 or more, found " + partRows + ".");
    }
    EmbeddingRequest request =
        new EmbeddingRequest(
            encoder,
            input,
            kind,
            fields,
            output,
            partRows,
            restart ? Earlier.REPLACE : Earlier.CONTINUE);
    try (Workspace workspace = indexData.open(device.choice())) {
      EmbeddingSummary summary =
          EmbeddingJob.run(request, workspace.encoders(), new ProgressReport());
      if (json) {
        Json.print(asMap(summary));
      } else {
        print(summary);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private static Map<String, Object> asMap(EmbeddingSummary summary) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", summary.kind().text());
    map.put("rows", summary.rows());
    map.put("skipped", summary.skipped());
    map.put("before", summary.before());
    map.put("skipped_list", path(summary.skippedList()));
    map.put("metadata", path(summary.metadata()));
    return map;
  }

  private static @Nullable String path(@Nullable Path file) {
    return file == null ? null : file.toString();
  }

  private void print(EmbeddingSummary summary) {
    System.out.printf(
        Locale.ROOT,
        summary.before()
            ? "%,d %s were embedded into %s before; --restart does it again%n"
            : "%,d %s embedded into %s%n",
        summary.rows(),
        summary.kind().text(),
        output);
    if (!summary.skipped().isEmpty()) {
      System.out.printf(
          Locale.ROOT,
          "%,d left out (%s), listed in %s%n",
          summary.skipped().values().stream().mapToLong(Long::longValue).sum(),
          summary.skipped().entrySet().stream()
              .map(cause -> cause.getKey().replace('_', ' ') + ": " + cause.getValue())
              .collect(Collectors.joining(", ")),
          summary.skippedList());
    }
    System.out.println("Import them with:\n  hnsw-search " + importCommand(summary));
  }

  private String importCommand(EmbeddingSummary summary) {
    StringBuilder command = new StringBuilder("import --collection NAME --embeddings ");
    command.append(output);
    switch (summary.kind()) {
      case PAPERS -> command.append(" --metadata ").append(input);
      case DOCUMENTS -> command.append(" --metadata ").append(summary.metadata());
      case PICTURES -> command.append(" --pictures ").append(input);
    }
    return command.append(" --encoder ").append(encoder).toString();
  }
}
