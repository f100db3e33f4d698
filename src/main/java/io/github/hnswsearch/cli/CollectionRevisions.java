package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.Dataset;
import io.github.hnswsearch.dataset.EmbeddingOrigin;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.files.ScratchFolder;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.CollectionUpdater;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.index.RevisionPlan;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the collections of a workspace, each as its descriptor reads rows. */
final class CollectionRevisions {
  private final Workspace workspace;
  private final BuildListener listener;

  CollectionRevisions(Workspace workspace, BuildListener listener) {
    this.workspace = workspace;
    this.listener = listener;
  }

  /**
   * Adds and replaces rows.
   *
   * @param embeddings HDF5 files or folders of parts
   * @param metadata null for the file that the collection was built with
   * @return the generation that is now live
   */
  Generation update(RevisionPlan plan, List<Path> embeddings, @Nullable Path metadata)
      throws IOException {
    Manifest manifest = plan.base().manifest();
    String collection = manifest.collection();
    Descriptor descriptor = descriptor(manifest);
    Source source = new Source(embeddings, descriptor.source().datasets());
    EmbeddingOrigin.requireEncoder(embeddings, collection, manifest.encoderFingerprint());
    OpeningProgress opening = new OpeningProgress(listener);
    try (ScratchFolder scratch = ScratchFolder.in(workspace.indexData().root());
        Dataset dataset =
            Dataset.open(source, metadata(descriptor, metadata), scratch.path(), opening)) {
      opening.end();
      Workspace.report(dataset.metadataProblems());
      return updater(descriptor).update(plan, dataset);
    }
  }

  private static @Nullable MetadataSource metadata(Descriptor descriptor, @Nullable Path file)
      throws BadInputException {
    MetadataSource known = descriptor.metadata();
    if (file == null) {
      return known;
    }
    if (known == null) {
      throw new BadInputException(
          "--metadata " + file,
          "expected none, as collection " + descriptor.collection() + " has no metadata",
          "Leave it out, or import the collection anew with metadata");
    }
    return new MetadataSource(known.format(), file.toAbsolutePath(), known.key(), known.fields());
  }

  /**
   * Removes items.
   *
   * @return the generation that is now live; empty where nothing has changed
   */
  Optional<Generation> delete(RevisionPlan plan, Collection<String> ids) throws IOException {
    return updater(descriptor(plan.base().manifest())).delete(plan, ids);
  }

  private static Descriptor descriptor(Manifest manifest) throws IOException {
    return DescriptorJson.fromJson(manifest.descriptor(), "manifest of " + manifest.collection());
  }

  /**
   * Measures what it makes with the queries that the collection was built with, as long as their
   * file is where it was: then the tables of its generations can be compared.
   */
  private CollectionUpdater updater(Descriptor built) throws IOException {
    return new CollectionUpdater(
        workspace.indexData(), workspace.backend(), workspace.verifier(built), listener);
  }
}
