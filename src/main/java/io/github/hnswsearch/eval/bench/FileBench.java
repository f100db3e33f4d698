package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFile;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.QuerySet;
import io.github.hnswsearch.eval.bench.BenchReport.Run;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.BuildPlan;
import io.github.hnswsearch.index.CollectionBuilder;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.record.Sha256;
import io.github.hnswsearch.record.SourceFile;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a file of ann-benchmarks with each quantization, as an import would, and measures it. */
public final class FileBench {
  private static final String COLLECTION = "bench";

  private final Path path;
  private final BenchPlan plan;
  private final BenchEngine engine;
  private final BuildListener listener;
  private final Set<String> notes = new LinkedHashSet<>();

  /** What every quantization is measured against; the rows are the same in all of them. */
  private @Nullable List<List<Candidate>> truths;

  private @Nullable FilterBench filters;

  public FileBench(Path path, BenchPlan plan, BenchEngine engine, BuildListener listener) {
    this.path = path;
    this.plan = plan;
    this.engine = engine;
    this.listener = listener;
  }

  /**
   * Measures.
   *
   * @param scratch folder in which indexes are built, one at a time
   * @throws io.github.hnswsearch.record.BadInputException if the file is not of the layout, or its
   *     distance is none that collections compare by
   */
  public BenchReport run(Path scratch) throws IOException {
    AnnBenchmarksFile file = AnnBenchmarksFile.open(path);
    Metric metric = Metric.of(file);
    TestRows queries = TestRows.read(file, metric, plan.queries());
    @Nullable FilterFields fields = plan.filters() ? FilterFields.of(file) : null;
    SourceFile source = new SourceFile(path.toString(), Files.size(path), Sha256.of(path));
    List<Run> runs = new ArrayList<>();
    long rows = 0;
    for (Quantization quantization : plan.quantizations()) {
      Path folder = Files.createDirectory(scratch.resolve(quantization.text()));
      try (TrainRows train = new TrainRows(file, source, metric, fields)) {
        Generation generation = build(folder, quantization, train);
        rows = generation.manifest().items();
        runs.addAll(measure(generation, queries));
      } finally {
        DurableFiles.deleteTree(folder);
      }
    }
    return new BenchReport(
        path.getFileName().toString(),
        source.sha256(),
        rows,
        file.dimension(),
        metric.name(),
        plan.k(),
        queries.vectors().size(),
        Machine.line(engine.backend().versions()),
        BenchMethod.of(plan.effort()),
        runs,
        List.copyOf(notes));
  }

  private Generation build(Path folder, Quantization quantization, TrainRows train)
      throws IOException {
    Descriptor descriptor =
        new Descriptor(
            COLLECTION,
            new Source(List.of(path.toAbsolutePath()), DatasetNames.DETECT),
            null,
            null,
            new IndexOptions(plan.maxConn(), plan.beamWidth(), quantization),
            Ranking.DEFAULT);
    return new CollectionBuilder(
            new IndexData(folder), engine.backend(), engine.verification(), listener)
        .build(
            new BuildPlan(
                descriptor, DescriptorJson.toJson(descriptor), null, plan.buildThreads(), false),
            train);
  }

  private List<Run> measure(Generation generation, TestRows queries) throws IOException {
    try (CollectionReader reader = engine.opener().open(generation)) {
      if (truths == null) {
        truths = queries.truths(reader, plan.k(), notes::add);
      }
      if (plan.filters() && filters == null) {
        filters = FilterBench.prepare(reader, queries.vectors(), plan.k(), notes::add);
      }
      QuerySet set = QuerySet.of(reader, queries.vectors(), truths, List.of(), plan.k());
      return new IndexRuns(plan, engine, listener).measure(generation, reader, set, filters);
    }
  }
}
