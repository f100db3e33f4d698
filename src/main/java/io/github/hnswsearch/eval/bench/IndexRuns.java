package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.eval.Callers;
import io.github.hnswsearch.eval.QuerySet;
import io.github.hnswsearch.eval.SearchMeasurement;
import io.github.hnswsearch.eval.bench.BenchReport.FilteredPoint;
import io.github.hnswsearch.eval.bench.BenchReport.Point;
import io.github.hnswsearch.eval.bench.BenchReport.Run;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.index.VectorStorage;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures one open index with each number of callers. */
final class IndexRuns {
  private final BenchPlan plan;
  private final BenchEngine engine;
  private final BuildListener listener;

  IndexRuns(BenchPlan plan, BenchEngine engine, BuildListener listener) {
    this.plan = plan;
    this.engine = engine;
    this.listener = listener;
  }

  /**
   * One run for each number of callers.
   *
   * @param filters null where none are measured
   */
  List<Run> measure(
      Generation generation,
      CollectionReader reader,
      QuerySet queries,
      @Nullable FilterBench filters)
      throws IOException {
    List<Run> runs = new ArrayList<>();
    for (int threads : plan.threads()) {
      String phase =
          "Measuring %s with %d %s"
              .formatted(
                  generation.manifest().quantization(),
                  threads,
                  threads == 1 ? "caller" : "callers");
      listener.begin(phase, plan.ladder().size(), "points");
      try (Callers callers = new Callers(threads)) {
        SearchMeasurement measurement = new SearchMeasurement(callers, plan.effort());
        List<Point> points = points(queries, measurement);
        int ef = Math.max(plan.k(), generation.manifest().defaultEf());
        List<FilteredPoint> filtered =
            filters == null ? List.of() : filters.measure(reader, measurement, queries, ef);
        runs.add(run(generation, threads, points, filtered));
      } finally {
        listener.end();
      }
    }
    return runs;
  }

  private List<Point> points(QuerySet queries, SearchMeasurement measurement) throws IOException {
    List<Integer> ladder = plan.ladder();
    measurement.warmUp(queries, ladder.get(ladder.size() / 2));
    List<Point> points = new ArrayList<>();
    for (int ef : ladder) {
      SearchMeasurement.Point point = measurement.point(queries, ef);
      points.add(Point.of(point));
      listener.advance(1);
      if (plan.stopsAt(point.recall())) {
        break;
      }
    }
    return points;
  }

  private Run run(
      Generation generation, int threads, List<Point> points, List<FilteredPoint> filtered)
      throws IOException {
    Manifest manifest = generation.manifest();
    VectorStorage storage = engine.storage().of(generation);
    return new Run(
        manifest.quantization(),
        manifest.maxConn(),
        manifest.beamWidth(),
        threads,
        Math.round(manifest.buildSeconds() * 100) / 100.0,
        DurableFiles.size(generation.indexDirectory()),
        storage.codesBytes(),
        storage.graphBytes(),
        ResidentMemory.bytes(),
        manifest.defaultEf(),
        points,
        filtered);
  }
}
