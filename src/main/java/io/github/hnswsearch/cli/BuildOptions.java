package io.github.hnswsearch.cli;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.BuildPlan.Resumption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How import and rebuild build, over what the descriptor says. */
final class BuildOptions {
  @Option(
      names = "--quantization",
      paramLabel = "none|int8|int4|bit1",
      description = "How the vectors that the graph compares are stored; default bit1.")
  private @Nullable Quantization quantization;

  @Option(
      names = "--max-conn",
      paramLabel = "N",
      description = "Links of a node (M), 2 to 512; default 32.")
  private @Nullable Integer maxConn;

  @Option(
      names = "--beam-width",
      paramLabel = "N",
      description = "Candidates while linking (efConstruction), 1 to 3200; default 200.")
  private @Nullable Integer beamWidth;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all processors.")
  private @Nullable Integer threads;

  @Option(
      names = "--strict",
      description = "End at the first row that cannot be indexed instead of leaving it out.")
  private boolean strict;

  @Option(
      names = "--resume",
      description =
          "Go on where the same command was interrupted: after the last checkpoint of its rows.")
  private boolean resume;

  @Option(
      names = "--checkpoint-rows",
      paramLabel = "N",
      description = "Rows between two checkpoints; default 100000.")
  private @Nullable Integer checkpointRows;

  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, threads);
  }

  Resumption resumption() {
    return new Resumption(
        resume, checkpointRows == null ? Resumption.CHECKPOINT_ROWS : Math.max(1, checkpointRows));
  }

  boolean strict() {
    return strict;
  }

  /** Whether any of them says how an index is to be. */
  boolean shapeTheIndex() {
    return quantization != null || maxConn != null || beamWidth != null;
  }

  /** The descriptor with these options in place of its own. */
  Descriptor over(Descriptor descriptor) {
    IndexOptions own = descriptor.index();
    IndexOptions index =
        new IndexOptions(
            maxConn == null ? own.maxConn() : maxConn,
            beamWidth == null ? own.beamWidth() : beamWidth,
            quantization == null ? own.quantization() : quantization);
    return new Descriptor(
        descriptor.collection(),
        descriptor.about(),
        descriptor.source(),
        descriptor.metadata(),
        descriptor.encoder(),
        index,
        descriptor.ranking());
  }
}
