package io.github.hnswsearch.cli;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.index.CollectionRollback;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.index.Revision;
import io.github.hnswsearch.lucene.IndexInspector;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description =
        "Imports a collection again from the descriptor in its manifest, beside the live index.")
final class RebuildCommand implements Callable<Integer> {
  @Parameters(paramLabel = "C", description = "The collection.")
  private String collection = "";

  @Mixin private BuildOptions options = new BuildOptions();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Option(
      names = "--force",
      description = "Build without the updates and deletions that the descriptor does not tell of.")
  private boolean force;

  @ArgGroup private Instead instead = new Instead();

  @Option(names = "--json", description = "Print the manifest as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Workspace workspace = indexData.open()) {
      if (instead.upgrade) {
        upgrade(workspace);
      } else {
        Generation generation = instead.rollback ? rollBack(workspace) : rebuild(workspace);
        print(generation, () -> BuildSummary.print(generation, System.out));
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private void print(Generation generation, Summary summary) throws IOException {
    if (json) {
      Json.print(generation.manifest());
    } else {
      summary.print();
    }
  }

  private Generation rollBack(Workspace workspace) throws IOException {
    return new CollectionRollback(workspace.indexData(), new IndexInspector()).run(collection);
  }

  private Generation rebuild(Workspace workspace) throws IOException {
    Generation live = workspace.liveToChange(collection);
    refuseLoss(live.manifest());
    Descriptor kept =
        DescriptorJson.fromJson(live.manifest().descriptor(), "manifest of " + collection);
    Descriptor descriptor =
        DescriptorJson.fromJson(DescriptorJson.toJson(options.over(kept)), "rebuild");
    return workspace.build(
        descriptor,
        options.threads(),
        options.strict(),
        options.resumption(),
        new ProgressReport());
  }

  private void upgrade(Workspace workspace) throws IOException {
    Generation live = workspace.liveToChange(collection);
    Optional<Generation> upgraded =
        new CollectionUpgrade(workspace, new ProgressReport()).run(live, options);
    if (upgraded.isPresent()) {
      Generation generation = upgraded.get();
      print(generation, () -> BuildSummary.printUpgrade(live, generation, System.out));
    } else {
      System.err.println(
          "There is nothing to upgrade: collection %s is as this version writes it."
              .formatted(collection));
      print(live, () -> {});
    }
  }

  /** Revisions are in the index alone: building anew from the descriptor would undo them. */
  private void refuseLoss(Manifest manifest) throws BadInputException {
    List<Revision> revisions = manifest.revisions();
    if (force || revisions.isEmpty()) {
      return;
    }
    throw new BadInputException(
        "collection " + collection,
        ("expected a collection as its descriptor builds it, found changes that would be lost:"
                + " %d rows added, %d replaced, %d deleted%s")
            .formatted(
                sum(revisions, "added"),
                sum(revisions, "replaced"),
                sum(revisions, "deleted"),
                files(revisions)),
        "Use --upgrade to write the items of the index anew with their changes, or update or delete"
            + " with --compact to link them anew. Or add the files to the"
            + " descriptor's embeddings and import it, then delete what is to stay away; or give"
            + " --force to do without the changes");
  }

  private static long sum(List<Revision> revisions, String count) {
    return revisions.stream()
        .mapToLong(revision -> revision.counts().getOrDefault(count, 0L))
        .sum();
  }

  private static String files(List<Revision> revisions) {
    List<String> files =
        revisions.stream()
            .flatMap(revision -> revision.sources().stream())
            .map(SourceFile::path)
            .distinct()
            .toList();
    return files.isEmpty() ? "" : ", from " + String.join(", ", files);
  }

  /** What is done instead of building from the descriptor. */
  private static final class Instead {
    @Option(
        names = "--rollback",
        description =
            "Build nothing: make the generation before the live one live again. Twice, and all is"
                + " as it was.")
    private boolean rollback;

    @Option(
        names = "--upgrade",
        description =
            "Write the items of the live index anew as this version does, without their source"
                + " files. Updates and deletions stay.")
    private boolean upgrade;
  }

  /** What people read of a generation. */
  @FunctionalInterface
  private interface Summary {
    void print() throws IOException;
  }
}
