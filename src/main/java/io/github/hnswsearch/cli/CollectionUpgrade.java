package io.github.hnswsearch.cli;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.BuildPlan;
import io.github.hnswsearch.index.CollectionBuilder;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes collections of earlier versions anew. */
final class CollectionUpgrade {
  private final Workspace workspace;
  private final BuildListener listener;

  CollectionUpgrade(Workspace workspace, BuildListener listener) {
    this.workspace = workspace;
    this.listener = listener;
  }

  /**
   * Writes the items of a generation anew, linked as they were unless the options say otherwise.
   *
   * @return the generation that is now live; empty where nothing would become different
   */
  Optional<Generation> run(Generation live, BuildOptions options) throws IOException {
    if (workspace.backend().outdated(live).isEmpty() && !options.shapeTheIndex()) {
      return Optional.empty();
    }
    Manifest manifest = live.manifest();
    String where = "manifest of " + manifest.collection();
    Descriptor built = asBuilt(DescriptorJson.fromJson(manifest.descriptor(), where), manifest);
    Descriptor descriptor =
        DescriptorJson.fromJson(DescriptorJson.toJson(options.over(built)), "rebuild");
    BuildPlan plan =
        new BuildPlan(
            descriptor,
            DescriptorJson.toJson(descriptor),
            manifest.encoderFingerprint(),
            options.threads(),
            true,
            options.resumption());
    return Optional.of(
        new CollectionBuilder(
                workspace.indexData(),
                workspace.backend(),
                workspace.verifier(descriptor),
                listener)
            .rewrite(plan, live));
  }

  /** A descriptor with the index options of the index itself: defaults were others before. */
  private static Descriptor asBuilt(Descriptor descriptor, Manifest manifest) throws IOException {
    return new Descriptor(
        descriptor.collection(),
        descriptor.about(),
        descriptor.source(),
        descriptor.metadata(),
        descriptor.encoder(),
        new IndexOptions(
            manifest.maxConn(), manifest.beamWidth(), Quantization.of(manifest.quantization())),
        descriptor.ranking());
  }

  /** One line for who looks at a collection of an earlier version; empty for one of this. */
  static Optional<String> advice(Workspace workspace, Generation generation) throws IOException {
    List<String> outdated = workspace.backend().outdated(generation);
    return outdated.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "  from an earlier version (%s); to renew it: hnsw-search rebuild %s --upgrade"
                .formatted(String.join(", ", outdated), generation.manifest().collection()));
  }
}
