package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.HeldOutQueries;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.Calibrator;
import io.github.hnswsearch.eval.Effort;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.eval.bench.BenchEngine;
import io.github.hnswsearch.eval.bench.BenchPlan;
import io.github.hnswsearch.eval.bench.BenchPlot;
import io.github.hnswsearch.eval.bench.BenchReport;
import io.github.hnswsearch.eval.bench.BenchTable;
import io.github.hnswsearch.eval.bench.CollectionBench;
import io.github.hnswsearch.eval.bench.FileBench;
import io.github.hnswsearch.files.ScratchFolder;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.lucene.VectorStorageProbe;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.Limits;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures recall, queries a second and latency per ef, build time and memory.",
      "A FILE of ann-benchmarks (train, test, neighbors) is built with each quantization in"
          + " a temporary folder. A COLLECTION is measured as it stands, with rows of its own as"
          + " queries. Prints tables in Markdown."
    },
    footer = {
      "",
      "Examples:",
      "  hnsw-search bench glove-100-angular.hdf5 --quantization none,bit1 --output glove/",
      "  hnsw-search bench papers --ef 10,40,160 --threads 1,2"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int MAX_K = 10_000;
  private static final int MAX_THREADS = 1_024;
  private static final int MAX_QUERIES = 1_000_000;
  private static final int MAX_SECONDS = 3_600;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final List<String> EXTENSIONS = List.of(".hdf5", ".h5");

  @Parameters(paramLabel = "FILE.hdf5|COLLECTION", description = "What is measured.")
  private String target = "";

  @Option(
      names = {"-k", "--k"},
      paramLabel = "N",
      description = "Results of a query; default ${DEFAULT-VALUE}.")
  private int k = 10;

  @Option(
      names = "--ef",
      paramLabel = "N",
      split = ",",
      description = {
        "Candidates that the graph search keeps; by default 10,16,25,40,64,100,160,250,400,800, no"
            + " further than recall .999."
      })
  private List<Integer> efs = List.of();

  @Option(
      names = "--quantization",
      paramLabel = "none|int8|int4|bit1",
      split = ",",
      description = "How compared vectors are stored; for a file, by default all four.")
  private List<Quantization> quantizations = List.of();

  @Option(
      names = "--max-conn",
      paramLabel = "N",
      description = "Links of a node (M), for a file, 2 to 512; default 32.")
  private @Nullable Integer maxConn;

  @Option(
      names = "--beam-width",
      paramLabel = "N",
      description =
          "Candidates while linking (efConstruction), for a file, 1 to 3200; default 200.")
  private @Nullable Integer beamWidth;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "Callers at the same time; default 1. Builds take all processors.")
  private List<Integer> threads = List.of(1);

  @Option(
      names = "--filters",
      description = {
        "Also measure range filters that pass 50, 10, 1, 0.1 and 0.01%% of a file's rows, spread over"
            + " the space and as one region of it."
      })
  private boolean filters;

  @Option(
      names = "--queries",
      paramLabel = "N",
      description = "Queries at most; default ${DEFAULT-VALUE}.")
  private int queries = 1_000;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = {
        "Least time of the warm-up and of each point; default ${DEFAULT-VALUE}. 0: no warm-up, five"
            + " passes a point."
      })
  private double seconds = 1;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = {
        "Folder in which the indexes of a file stay, to be measured again without building them; an"
            + " index of other rows or options is replaced."
      })
  private @Nullable Path keep;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder for bench.json, bench.md, bench.svg and bench.png.")
  private @Nullable Path output;

  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Override
  public Integer call() throws IOException {
    boolean file = isFile(target);
    BenchPlan plan = plan();
    if (!file) {
      requireNothingToBuild();
    }
    BenchReport report = file ? benchFile(plan) : benchCollection(plan);
    String table = BenchTable.of(report);
    if (output != null) {
      write(output, report, table);
    }
    if (json) {
      Json.print(report);
    } else {
      System.out.print(table);
    }
    return CommandLine.ExitCode.OK;
  }

  private static boolean isFile(String target) {
    return Files.isRegularFile(Path.of(target))
        || target.contains(File.separator)
        || EXTENSIONS.stream().anyMatch(target::endsWith);
  }

  private BenchPlan plan() {
    int links = maxConn == null ? IndexOptions.DEFAULT.maxConn() : maxConn;
    int width = beamWidth == null ? IndexOptions.DEFAULT.beamWidth() : beamWidth;
    Limits.requireWithin("--k", k, 1, MAX_K);
    efs.forEach(ef -> Limits.requireWithin("--ef", ef, k, Integer.MAX_VALUE));
    Limits.requireWithin("--max-conn", links, IndexOptions.MIN_MAX_CONN, IndexOptions.MAX_MAX_CONN);
    Limits.requireWithin(
        "--beam-width", width, IndexOptions.MIN_BEAM_WIDTH, IndexOptions.MAX_BEAM_WIDTH);
    threads.forEach(count -> Limits.requireWithin("--threads", count, 1, MAX_THREADS));
    Limits.requireWithin("--queries", queries, 1, MAX_QUERIES);
    if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
      throw new InvalidRequestException(
          "--seconds: expected 0 to %d, found %s. Give a number in that range."
              .formatted(MAX_SECONDS, seconds));
    }
    return new BenchPlan(
        k,
        efs,
        quantizations.isEmpty() ? List.of(Quantization.values()) : quantizations,
        links,
        width,
        Runtime.getRuntime().availableProcessors(),
        threads,
        filters,
        queries,
        Effort.of(Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND))));
  }

  /** A collection has been built already: options of building would be passed over. */
  private void requireNothingToBuild() {
    if (!quantizations.isEmpty() || maxConn != null || beamWidth != null || keep != null) {
      throw new InvalidRequestException(
          "--quantization, --max-conn, --beam-width, --keep: expected none of them with a"
              + " collection, which is measured as it stands. Leave them out, or name an HDF5"
              + " file.");
    }
  }

  private BenchReport benchFile(BenchPlan plan) throws IOException {
    Path file = Path.of(target);
    List<UnitVector> heldOut =
        HeldOutQueries.of(new Source(List.of(file), DatasetNames.DETECT), Calibrator.QUERIES);
    FileBench bench = new FileBench(file, plan, engine(heldOut), progress());
    if (keep != null) {
      return bench.run(keep.toAbsolutePath(), true);
    }
    try (ScratchFolder scratch =
        output == null ? ScratchFolder.make() : ScratchFolder.in(output.toAbsolutePath())) {
      return bench.run(scratch.path(), false);
    }
  }

  private BenchReport benchCollection(BenchPlan plan) throws IOException {
    return new CollectionBench(plan, engine(List.of()), progress())
        .run(new IndexData(indexData.directory()).live(target));
  }

  private static BuildListener progress() {
    return new ProgressReport();
  }

  private static BenchEngine engine(List<UnitVector> heldOut) {
    LuceneBackend backend = new LuceneBackend();
    return new BenchEngine(
        backend, new GenerationVerifier(backend, heldOut), backend, new VectorStorageProbe());
  }

  private static void write(Path folder, BenchReport report, String table) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("bench.json"), Json.text(report) + "\n");
    Files.write(folder.resolve("bench.md"), table.getBytes(StandardCharsets.UTF_8));
    BenchPlot plot = new BenchPlot(report);
    Files.write(folder.resolve("bench.svg"), plot.svg());
    Files.write(folder.resolve("bench.png"), plot.png());
  }
}
