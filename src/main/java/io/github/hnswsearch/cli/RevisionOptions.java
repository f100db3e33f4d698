package io.github.hnswsearch.cli;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.RevisionPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How update and delete change a collection. */
final class RevisionOptions {
  @Option(names = "--threads", paramLabel = "N", description = "Default: all processors.")
  private @Nullable Integer threads;

  @Option(
      names = "--compact",
      description = "Link all items anew, in one graph; done by itself where it is needed.")
  private boolean compact;

  /**
   * The plan.
   *
   * @param strict whether the first bad row ends the update
   */
  RevisionPlan plan(Generation live, boolean strict) {
    int workers =
        threads == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, threads);
    return new RevisionPlan(live, workers, strict, compact);
  }
}
