package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.eval.QuerySet;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.util.List;

/** Measures a collection as it stands, with rows of its own as queries. */
public final class CollectionBench {
  private final BenchPlan plan;
  private final BenchEngine engine;
  private final BuildListener listener;

  public CollectionBench(BenchPlan plan, BenchEngine engine, BuildListener listener) {
    this.plan = plan;
    this.engine = engine;
    this.listener = listener;
  }

  /** Measures; the seconds of the build are those of its import. */
  public BenchReport run(Generation generation) throws IOException {
    Manifest manifest = generation.manifest();
    try (CollectionReader reader = engine.opener().open(generation)) {
      QuerySet queries = QuerySet.ofOwnRows(reader, plan.queries(), plan.k());
      if (queries.size() == 0) {
        throw new BadInputException(
            "collection " + manifest.collection(),
            "expected items to search for, found none",
            "Import some");
      }
      return new BenchReport(
          manifest.collection(),
          null,
          reader.size(),
          manifest.dimension(),
          manifest.similarity(),
          plan.k(),
          queries.size(),
          Machine.line(engine.backend().versions()),
          BenchMethod.of(plan.effort()),
          new IndexRuns(plan, engine, listener).measure(generation, reader, queries, null),
          notes());
    }
  }

  private List<String> notes() {
    return plan.filters()
        ? List.of(
            "Filters were left out: they take fields of known selectivity, which bench adds to the"
                + " rows of a file but not to a collection.")
        : List.of();
  }
}
