package io.github.hnswsearch.index;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.ItemSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a generation from a stream of items and makes it live once it is whole and verified.
 * Whatever goes wrong before that leaves the live generation as it was.
 */
public final class CollectionBuilder {
  private final IndexData indexData;
  private final Backend backend;
  private final Verification verification;
  private final BuildListener listener;

  /** Rows of the build under way that a checkpoint has made durable. */
  private long reached;

  public CollectionBuilder(
      IndexData indexData, Backend backend, Verification verification, BuildListener listener) {
    this.indexData = indexData;
    this.backend = backend;
    this.verification = verification;
    this.listener = listener;
  }

  /**
   * Builds, verifies and publishes. Where that fails behind a checkpoint, the rows up to there are
   * kept for a build that resumes this one, unless they are what fills the disk.
   *
   * @return the generation that is now live
   * @throws BadInputException if the source cannot be read, a row is bad and the plan strict, no
   *     row at all is good, or the index cannot be written
   */
  public Generation build(BuildPlan plan, ItemSource source) throws IOException {
    return build(plan, new BuildOrigin(source, null));
  }

  /**
   * Writes the items of the live generation anew, as this version and its engine write them,
   * without the files that they came from. What is known of their origin stays: files, counts,
   * revisions.
   *
   * @param plan of the same collection
   * @return the generation that is now live
   * @throws BadInputException if the index cannot be read, or another generation is live by now
   */
  public Generation rewrite(BuildPlan plan, Generation live) throws IOException {
    try (ItemSource items = backend.items(live)) {
      return build(plan, new BuildOrigin(items, live));
    }
  }

  private Generation build(BuildPlan plan, BuildOrigin origin) throws IOException {
    CollectionDirectory collection = indexData.collection(plan.descriptor().collection());
    try {
      return build(collection, plan, origin);
    } catch (IOException | RuntimeException e) {
      throw BuildFailure.of(collection, e);
    }
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private Generation build(CollectionDirectory collection, BuildPlan plan, BuildOrigin origin)
      throws IOException {
    try (Closeable lock = collection.lock()) {
      origin.requireLive(collection);
      Path staged = staged(collection, plan, origin.items());
      reached = 0;
      boolean kept = false;
      try {
        fill(staged, plan, origin);
        StagedBuild.complete(staged);
        return collection.publish(staged);
      } catch (IOException | RuntimeException e) {
        kept = reached > 0 && !BuildFailure.isDiskFull(staged);
        if (kept) {
          listener.kept(reached);
        }
        throw e;
      } finally {
        if (!kept) {
          collection.discard(staged);
        }
      }
    }
  }

  private Path staged(CollectionDirectory collection, BuildPlan plan, ItemSource source)
      throws IOException {
    Map<String, String> engine = backend.versions();
    if (plan.resumption().resume()) {
      Optional<Path> interrupted = StagedBuild.resume(collection, plan, source, engine);
      if (interrupted.isPresent()) {
        return interrupted.get();
      }
      listener.resumed(0);
    }
    return StagedBuild.begin(collection, plan, source, engine);
  }

  private void fill(Path staged, BuildPlan plan, BuildOrigin origin) throws IOException {
    ItemSource source = origin.items();
    Instant started = Instant.now();
    Phases phases = new Phases(listener);
    Map<String, Long> counts = new LinkedHashMap<>();
    Path index = Files.createDirectories(Generation.indexDirectory(staged));
    try (GenerationWriter writer =
        backend.create(
            index,
            source.schema(),
            source.dimension(),
            plan.descriptor().index(),
            plan.threads())) {
      long good = read(staged, plan, origin, writer, phases, counts);
      long items = phases.call("Linking the graph", good, () -> writer.finish(listener::advance));
      counts.put("indexed", items);
      reached = 0; // What is wrong from now on is wrong with what has been built.
      Manifest unverified =
          origin.manifest(manifest(staged, plan, source, started, items, counts, phases));
      new Completion(backend, verification, phases).complete(new Generation(staged, unverified));
    }
  }

  /**
   * Reads all rows, or those behind the last checkpoint.
   *
   * @return rows that were not skipped
   */
  private long read(
      Path staged,
      BuildPlan plan,
      BuildOrigin origin,
      GenerationWriter writer,
      Phases phases,
      Map<String, Long> counts)
      throws IOException {
    ItemSource source = origin.items();
    Optional<Checkpoint> resumed = writer.resumed();
    long before = resumed.map(Checkpoint::rows).orElse(0L);
    reached = before;
    try (SkippedRows skipped =
        resumed.isPresent()
            ? SkippedRows.resume(staged, resumed.get())
            : origin.skippedRows(staged)) {
      if (resumed.isPresent()) {
        listener.resumed(before);
        source.resume(before, resumed.get().counts());
      }
      RowPump.Keeper keeper =
          (rows, place) -> {
            Map<String, Long> soFar = new LinkedHashMap<>(skipped.counts());
            soFar.putAll(source.counts());
            writer.checkpoint(new Checkpoint(before + rows, place, skipped.sync(), soFar));
            // Where no row is good there is nothing to go on with.
            reached = skipped.total() < before + rows ? before + rows : 0;
          };
      return new RowReading(source, writer, plan.strict(), plan.threads(), listener)
          .run(
              phases,
              skipped,
              before,
              new RowPump.Checkpoints(plan.resumption().checkpointRows(), keeper),
              counts);
    }
  }

  private Manifest manifest(
      Path staged,
      BuildPlan plan,
      ItemSource source,
      Instant started,
      long items,
      Map<String, Long> counts,
      Phases phases)
      throws IOException {
    Descriptor descriptor = plan.descriptor();
    Map<String, FieldType> schema = new LinkedHashMap<>();
    for (Field field : source.schema().fields()) {
      schema.put(field.name(), field.type());
    }
    Map<String, String> versions = new LinkedHashMap<>(backend.versions());
    versions.put("java", Runtime.version().toString());
    return new Manifest(
        Manifest.FORMAT,
        descriptor.collection(),
        CollectionDirectory.generationName(staged),
        plan.descriptorJson(),
        descriptor.encoder(),
        plan.encoderFingerprint(),
        source.dimension(),
        Manifest.COSINE,
        descriptor.index().maxConn(),
        descriptor.index().beamWidth(),
        descriptor.index().quantization().text(),
        items,
        counts,
        source.files(),
        schema,
        0,
        List.of(),
        null,
        List.of(),
        versions,
        started.toString(),
        Instant.now().toString(),
        phases.seconds(),
        List.of());
  }
}
