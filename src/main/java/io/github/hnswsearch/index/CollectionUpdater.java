package io.github.hnswsearch.index;

import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.ItemSource;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.SourceFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changes a collection without building it anew: a copy of the live generation, whose files are
 * shared as long as they stay the same, is changed, verified and published. Whatever goes wrong
 * before that leaves the live generation as it was.
 */
public final class CollectionUpdater {
  /** A file that says who writes to an index; each generation has its own. */
  private static final String ENGINE_LOCK = "write.lock";

  private final IndexData indexData;
  private final Backend backend;
  private final Verification verification;
  private final BuildListener listener;

  public CollectionUpdater(
      IndexData indexData, Backend backend, Verification verification, BuildListener listener) {
    this.indexData = indexData;
    this.backend = backend;
    this.verification = verification;
    this.listener = listener;
  }

  /** What is done to the copy. */
  @FunctionalInterface
  private interface Change {
    Applied apply(Path staged, RevisionWriter writer, Phases phases) throws IOException;
  }

  /** What has been done to it, and its counts by name. */
  private record Applied(
      Revision.Kind kind, RevisionWriter.Outcome outcome, Map<String, Long> counts) {
    boolean changesNothing() {
      return outcome.removed() == 0 && outcome.written() == 0 && !outcome.compacted();
    }
  }

  /**
   * Adds the rows of a source, each in place of the item that has its id, if there is one. Of rows
   * with the same id the last good one wins.
   *
   * @return the generation that is now live
   * @throws BadInputException if the source does not fit the collection or cannot be read, a row is
   *     bad and the plan strict, or no row at all is good
   */
  public Generation update(RevisionPlan plan, ItemSource source) throws IOException {
    requireFit(plan.base().manifest(), source);
    return revise(
            plan,
            (staged, writer, phases) -> {
              Map<String, Long> counts = new LinkedHashMap<>();
              long good;
              try (SkippedRows skipped = new SkippedRows(staged)) {
                good =
                    new RowReading(source, writer, plan.strict(), plan.threads(), listener)
                        .run(phases, skipped, 0, RowPump.Checkpoints.NONE, counts);
              }
              RevisionWriter.Outcome outcome =
                  phases.call(
                      "Linking the graph",
                      good,
                      () -> writer.finish(plan.compact(), listener::advance));
              counts.put("added", outcome.written() - outcome.removed());
              counts.put("replaced", outcome.removed());
              return new Applied(Revision.Kind.UPDATE, outcome, counts);
            },
            source::files)
        .orElse(plan.base());
  }

  /**
   * Removes items.
   *
   * @param ids of items; those of none are counted
   * @return the generation that is now live; empty where none of the ids is an item's, so that
   *     nothing has changed
   * @throws BadInputException if nothing would remain
   */
  public Optional<Generation> delete(RevisionPlan plan, Collection<String> ids) throws IOException {
    Set<String> distinct = Set.copyOf(ids);
    return revise(
        plan,
        (staged, writer, phases) -> {
          distinct.forEach(writer::remove);
          RevisionWriter.Outcome outcome =
              phases.call(
                  "Deleting items", -1, () -> writer.finish(plan.compact(), listener::advance));
          refuseNothingLeft(plan.base(), outcome);
          Map<String, Long> counts = new LinkedHashMap<>();
          counts.put("ids_to_delete", (long) distinct.size());
          counts.put("deleted", outcome.removed());
          // Two rows of an import may have come to share an id.
          counts.put("unknown_ids", Math.max(0, distinct.size() - outcome.removed()));
          return new Applied(Revision.Kind.DELETE, outcome, counts);
        },
        List::of);
  }

  private Optional<Generation> revise(
      RevisionPlan plan, Change change, Phases.Work<List<SourceFile>> sources) throws IOException {
    CollectionDirectory collection = indexData.collection(plan.base().manifest().collection());
    try {
      return revise(collection, plan, change, sources);
    } catch (IOException | RuntimeException e) {
      throw BuildFailure.of(collection, e);
    }
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private Optional<Generation> revise(
      CollectionDirectory collection,
      RevisionPlan plan,
      Change change,
      Phases.Work<List<SourceFile>> sources)
      throws IOException {
    try (Closeable lock = collection.lock()) {
      collection.requireLive(plan.base());
      Path staged = collection.stage();
      try {
        if (!fill(staged, plan, change, sources)) {
          return Optional.empty();
        }
        return Optional.of(collection.publish(staged));
      } finally {
        collection.discard(staged);
      }
    }
  }

  /** Whether the staged generation is another than its base. */
  private boolean fill(
      Path staged, RevisionPlan plan, Change change, Phases.Work<List<SourceFile>> sources)
      throws IOException {
    Instant started = Instant.now();
    Phases phases = new Phases(listener);
    Manifest base = plan.base().manifest();
    share(plan.base(), staged);
    Applied applied;
    try (RevisionWriter writer =
        backend.revise(
            Generation.indexDirectory(staged), schema(base), options(base), plan.threads())) {
      applied = change.apply(staged, writer, phases);
    }
    if (applied.changesNothing()) {
      return false;
    }
    Revision revision =
        new Revision(
            applied.kind(),
            CollectionDirectory.generationName(staged),
            sources.run(),
            applied.counts(),
            applied.outcome().compacted(),
            started.toString());
    Map<String, String> versions = new LinkedHashMap<>(backend.versions());
    versions.put("java", Runtime.version().toString());
    Manifest unverified = base.revised(revision, applied.outcome().items(), versions);
    new Completion(backend, verification, phases).complete(new Generation(staged, unverified));
    return true;
  }

  /** Gives the staged generation the files of another; its list of skipped rows goes on. */
  private static void share(Generation from, Path staged) throws IOException {
    Path index = Files.createDirectories(Generation.indexDirectory(staged));
    try (Stream<Path> files = Files.list(from.indexDirectory())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.equals(ENGINE_LOCK)) {
          DurableFiles.linkOrCopy(file, index.resolve(name));
        }
      }
    }
    SkippedRows.copy(from, staged);
  }

  private static Schema schema(Manifest manifest) {
    return new Schema(
        manifest.schema().entrySet().stream()
            .map(field -> new Field(field.getKey(), field.getValue()))
            .toList());
  }

  private static IndexOptions options(Manifest manifest) {
    return new IndexOptions(
        manifest.maxConn(), manifest.beamWidth(), Quantization.of(manifest.quantization()));
  }

  private static void requireFit(Manifest manifest, ItemSource source) throws IOException {
    if (source.dimension() != manifest.dimension()) {
      throw new BadInputException(
          source.files().getFirst().path(),
          "expected %d components as collection %s has, found %d"
              .formatted(manifest.dimension(), manifest.collection(), source.dimension()),
          "Embed the rows with the encoder of the collection");
    }
    for (Field field : source.schema().fields()) {
      if (manifest.schema().get(field.name()) != field.type()) {
        throw new BadInputException(
            source.files().getLast().path(),
            "expected the fields of collection %s (%s), found %s of type %s"
                .formatted(
                    manifest.collection(),
                    String.join(", ", manifest.schema().keySet()),
                    field.name(),
                    field.type()),
            "Import the collection anew with the fields that it is to have");
      }
    }
  }

  private static void refuseNothingLeft(Generation base, RevisionWriter.Outcome outcome)
      throws BadInputException {
    if (outcome.items() == 0) {
      throw new BadInputException(
          "collection " + base.manifest().collection(),
          "expected items that stay, found that all %d would be deleted"
              .formatted(outcome.before()),
          "To drop the collection, remove its folder " + base.directory().getParent());
    }
  }
}
