package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.Dataset;
import io.github.hnswsearch.dataset.HeldOutQueries;
import io.github.hnswsearch.dataset.metadata.MetadataProblems;
import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.encoder.DeviceChoice;
import io.github.hnswsearch.encoder.EncoderCatalog;
import io.github.hnswsearch.encoder.EncoderIdentity;
import io.github.hnswsearch.encoder.EncoderMatch;
import io.github.hnswsearch.encoder.EncoderOptions;
import io.github.hnswsearch.encoder.EncoderPool;
import io.github.hnswsearch.eval.Calibrator;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.eval.RecallCheck;
import io.github.hnswsearch.files.ScratchFolder;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.BuildPlan;
import io.github.hnswsearch.index.BuildPlan.Resumption;
import io.github.hnswsearch.index.CollectionBuilder;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.OpenCollections;
import io.github.hnswsearch.search.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The program's parts, wired: one index-data folder, the Lucene backend, the encoders. */
final class Workspace implements AutoCloseable {
  private final IndexData indexData;
  private final LuceneBackend backend = new LuceneBackend();
  private final EncoderCatalog catalog = Home.catalog();
  private final EncoderPool encoders;

  Workspace(Path indexDataDirectory, DeviceChoice device) {
    this.indexData = new IndexData(indexDataDirectory);
    this.encoders = new EncoderPool(catalog, EncoderOptions.of(device));
  }

  IndexData indexData() {
    return indexData;
  }

  LuceneBackend backend() {
    return backend;
  }

  EncoderPool encoders() {
    return encoders;
  }

  OpenCollections open() {
    return open(Retention.DEFAULT);
  }

  OpenCollections open(Retention retention) {
    return new OpenCollections(indexData, backend, encoders, retention);
  }

  /**
   * The live generation of a collection that is to be changed.
   *
   * @throws BadInputException if there is none, or it is another collection's, in a folder that was
   *     copied or renamed: what is changed goes to the collection that its manifest names
   */
  Generation liveToChange(String collection) throws IOException {
    Generation live = indexData.live(collection);
    String named = live.manifest().collection();
    if (!named.equals(collection)) {
      throw new BadInputException(
          "collection " + collection,
          "expected a generation of it, found one of collection %s in its folder".formatted(named),
          "A folder that was renamed takes its name %s again; in place of one that was copied import a collection anew"
              .formatted(named));
    }
    return live;
  }

  /**
   * Builds a generation as a descriptor asks and makes it live.
   *
   * @param strict whether a bad row ends the build
   */
  Generation build(
      Descriptor descriptor,
      int threads,
      boolean strict,
      Resumption resumption,
      BuildListener listener)
      throws IOException {
    OpeningProgress opening = new OpeningProgress(listener);
    try (ScratchFolder scratch = ScratchFolder.in(indexData.root());
        Dataset dataset =
            Dataset.open(descriptor.source(), descriptor.metadata(), scratch.path(), opening)) {
      opening.end();
      report(dataset.metadataProblems());
      @Nullable String fingerprint = fingerprint(descriptor, dataset.dimension());
      return new CollectionBuilder(indexData, backend, verifier(descriptor), listener)
          .build(
              new BuildPlan(
                  descriptor,
                  DescriptorJson.toJson(descriptor),
                  fingerprint,
                  threads,
                  strict,
                  resumption),
              dataset);
    }
  }

  /** Measures with the queries that come with a descriptor's files, where they have some. */
  GenerationVerifier verifier(Descriptor descriptor) throws IOException {
    return new GenerationVerifier(
        backend, HeldOutQueries.of(descriptor.source(), Calibrator.QUERIES));
  }

  /** Measures with the same queries as the build did, as long as its files are what they were. */
  RecallCheck recallCheck(Generation generation) throws IOException {
    Manifest manifest = generation.manifest();
    Descriptor descriptor =
        DescriptorJson.fromJson(manifest.descriptor(), "manifest of " + manifest.collection());
    return new RecallCheck(
        backend, HeldOutQueries.of(descriptor.source(), manifest.sources(), Calibrator.QUERIES));
  }

  /** The first lines and values that could not be used; the manifest counts them all. */
  static void report(MetadataProblems problems) {
    problems.badLineList().forEach(line -> System.err.println("left out: " + line));
    problems.droppedValueList().forEach(value -> System.err.println("left out: " + value));
  }

  /** Whether the encoder that made a generation's embeddings is here, as it was. */
  boolean hasEncoderOf(Generation generation) throws IOException {
    return identity(generation.manifest().encoder())
        .map(EncoderIdentity::fingerprint)
        .equals(Optional.ofNullable(generation.manifest().encoderFingerprint()));
  }

  /** The encoder's fingerprint, null where the encoder is not at hand. */
  private @Nullable String fingerprint(Descriptor descriptor, int dimension) throws IOException {
    Optional<EncoderIdentity> encoder = identity(descriptor.encoder());
    if (encoder.isEmpty()) {
      return null;
    }
    // Said before hours of indexing rather than at the first search.
    EncoderMatch.require(encoder.get(), descriptor.collection(), null, dimension);
    return encoder.get().fingerprint();
  }

  private Optional<EncoderIdentity> identity(@Nullable String encoder) throws IOException {
    return encoder == null ? Optional.empty() : catalog.identity(encoder);
  }

  @Override
  public void close() {
    encoders.close();
  }
}
