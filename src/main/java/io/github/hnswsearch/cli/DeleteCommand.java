package io.github.hnswsearch.cli;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Removes items from a collection, beside the live index.",
    footer = {"", "Example:", "  hnsw-search delete papers --id 1706.03762 hep-th/9711200"})
final class DeleteCommand implements Callable<Integer> {
  /** Unknown ids that are named; all of them are counted. */
  private static final int MOST_NAMED = 10;

  @Parameters(paramLabel = "C", description = "The collection.")
  private String collection = "";

  @ArgGroup(exclusive = false, multiplicity = "1")
  private Which which = new Which();

  @Mixin private RevisionOptions options = new RevisionOptions();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Option(names = "--json", description = "Print the manifest as JSON.")
  private boolean json;

  private static final class Which {
    @Option(
        names = "--id",
        arity = "1..*",
        paramLabel = "ID",
        description = "Ids of items, or what else names one: an arXiv id, a DOI, an address.")
    private List<String> ids = List.of();

    @Option(names = "--ids", paramLabel = "FILE", description = "File with one id a line.")
    private @Nullable Path file;
  }

  @Override
  public Integer call() throws IOException {
    List<String> asked = asked();
    try (Workspace workspace = indexData.open()) {
      Generation live = workspace.liveToChange(collection);
      Optional<Generation> generation =
          new CollectionRevisions(workspace, new ProgressReport())
              .delete(options.plan(live, false), resolved(workspace, asked));
      if (generation.isEmpty()) {
        System.err.println("Collection " + collection + " has none of these items: nothing to do.");
      }
      if (json) {
        Json.print(generation.orElse(live).manifest());
      } else if (generation.isPresent()) {
        BuildSummary.print(generation.get(), System.out);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private List<String> asked() throws IOException {
    List<String> asked = new ArrayList<>(which.ids);
    if (which.file != null) {
      try {
        Files.readAllLines(which.file).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .forEach(asked::add);
      } catch (CharacterCodingException e) {
        throw new BadInputException(
            which.file.toString(),
            "expected one id a line, found bytes that are no UTF-8",
            "Save the file as UTF-8",
            e);
      }
    }
    return asked;
  }

  /** Ids of the items that are named; a name of none stays as it is, and is counted so. */
  private Set<String> resolved(Workspace workspace, List<String> names) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    int unknown = 0;
    try (OpenCollections collections = workspace.open()) {
      for (String name : names) {
        Optional<String> id = collections.document(collection, name).map(Document::id);
        if (id.isEmpty() && ++unknown <= MOST_NAMED) {
          System.err.println("no item of collection " + collection + ": " + name);
        }
        ids.add(id.orElse(name));
      }
    }
    return ids;
  }
}
