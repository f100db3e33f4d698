package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFile;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.QuerySet;
import io.github.hnswsearch.eval.bench.BenchReport.Run;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.Generation;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a file of ann-benchmarks with each quantization, as an import would, and measures it. */
public final class FileBench {
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
   * @param folder in which indexes are built, one at a time
   * @param keep whether they stay there, and those that an earlier run left are measured as they
   *     are
   * @throws io.github.hnswsearch.record.BadInputException if the file is not of the layout, or its
   *     distance is none that collections compare by
   */
  public BenchReport run(Path folder, boolean keep) throws IOException {
    AnnBenchmarksFile file = AnnBenchmarksFile.open(path);
    Metric metric = Metric.of(file);
    TestRows queries = TestRows.read(file, metric, plan.queries());
    SourceFile source = new SourceFile(path.toString(), Files.size(path), Sha256.of(path));
    FileIndexes indexes = new FileIndexes(file, source, metric, plan, engine, listener);
    List<Run> runs = new ArrayList<>();
    long rows = 0;
    for (Quantization quantization : plan.quantizations()) {
      Path place = folder.resolve(quantization.text());
      try {
        Optional<Generation> kept = indexes.find(place, quantization);
        if (kept.isPresent()) {
          notes.add(
              "Measured an index of an earlier run, " + place + "; its build time is of then.");
        }
        Generation generation = kept.isPresent() ? kept.get() : indexes.build(place, quantization);
        rows = generation.manifest().items();
        runs.addAll(measure(generation, queries));
      } finally {
        if (!keep) {
          DurableFiles.deleteTree(place);
        }
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
