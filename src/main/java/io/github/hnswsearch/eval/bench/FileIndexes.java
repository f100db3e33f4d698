package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.dataset.hdf5.AnnBenchmarksFile;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.BuildPlan;
import io.github.hnswsearch.index.CollectionBuilder;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of one file of ann-benchmarks, each in a folder that is named by its quantization.
 */
final class FileIndexes {
  private static final String COLLECTION = "bench";

  private final AnnBenchmarksFile file;
  private final SourceFile source;
  private final Metric metric;
  private final BenchPlan plan;
  private final BenchEngine engine;
  private final BuildListener listener;
  private @Nullable FilterFields fields;

  /**
   * @param source the file with its digest, which is taken once for many builds
   */
  FileIndexes(
      AnnBenchmarksFile file,
      SourceFile source,
      Metric metric,
      BenchPlan plan,
      BenchEngine engine,
      BuildListener listener) {
    this.file = file;
    this.source = source;
    this.metric = metric;
    this.plan = plan;
    this.engine = engine;
    this.listener = listener;
  }

  /** The index that an earlier run left in a folder, if building it anew would make the same. */
  Optional<Generation> find(Path folder, Quantization quantization) throws IOException {
    return new IndexData(folder)
        .collection(COLLECTION)
        .live()
        .filter(generation -> isSame(generation.manifest(), quantization));
  }

  private boolean isSame(Manifest manifest, Quantization quantization) {
    return manifest.sources().stream().map(SourceFile::sha256).anyMatch(source.sha256()::equals)
        && manifest.quantization().equals(quantization.text())
        && manifest.maxConn() == plan.maxConn()
        && manifest.beamWidth() == plan.beamWidth()
        && (!plan.filters() || manifest.schema().containsKey(FilterFields.RANDOM.name()));
  }

  /** Builds an index as an import would, in place of what the folder holds. */
  Generation build(Path folder, Quantization quantization) throws IOException {
    if (plan.filters() && fields == null) {
      fields = FilterFields.of(file);
    }
    Descriptor descriptor =
        new Descriptor(
            COLLECTION,
            new Source(List.of(file.path().toAbsolutePath()), DatasetNames.DETECT),
            null,
            null,
            new IndexOptions(plan.maxConn(), plan.beamWidth(), quantization),
            Ranking.DEFAULT);
    BuildPlan build =
        new BuildPlan(
            descriptor, DescriptorJson.toJson(descriptor), null, plan.buildThreads(), false);
    try (TrainRows train = new TrainRows(file, source, metric, fields)) {
      return new CollectionBuilder(
              new IndexData(Files.createDirectories(folder)),
              engine.backend(),
              engine.verification(),
              listener)
          .build(build, train);
    }
  }
}
