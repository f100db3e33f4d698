package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.hdf5.EmbeddingFile;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.PublishedDataset;
import io.github.hnswsearch.descriptor.PublishedDatasets;
import io.github.hnswsearch.download.Downloader;
import io.github.hnswsearch.download.KeptFile;
import io.github.hnswsearch.download.PullOutcome;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description =
        "Fetches published files and checks them. Goes on where an earlier pull was cut off; what"
            + " is here is only checked.")
final class DatasetsPullCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "1..*", description = "See: hnsw-search datasets list")
  private List<String> names = List.of();

  @Mixin private DatasetFolderOption folder = new DatasetFolderOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PublishedDatasets published = PublishedDatasets.read(Home.datasets());
    List<PublishedDataset> wanted = new ArrayList<>();
    for (String name : names) { // A name that is wrong is told before anything is fetched.
      wanted.add(published.named(name));
    }
    Downloader downloader = new Downloader(System.getenv(), new DownloadReport());
    for (PublishedDataset dataset : wanted) {
      pull(dataset, downloader);
    }
    return CommandLine.ExitCode.OK;
  }

  private void pull(PublishedDataset dataset, Downloader downloader)
      throws IOException, InterruptedException {
    boolean fetched =
        downloader
            .pull(List.of(dataset.file()), folder.directory())
            .containsValue(PullOutcome.FETCHED);
    KeptFile kept = KeptFile.of(dataset.file(), folder.directory());
    System.out.printf(
        Locale.ROOT,
        "%s: %s, %s %s%n",
        dataset.name(),
        fetched ? "fetched" : "here",
        FileSize.text(kept.bytes()),
        kept.path());
    if (dataset.isHdf5()) {
      check(dataset, kept);
    }
  }

  /** Whether it holds embeddings is known from its head, long before an import reads all of it. */
  private static void check(PublishedDataset dataset, KeptFile kept) throws IOException {
    try (EmbeddingFile file = EmbeddingFile.open(kept.path(), DatasetNames.DETECT)) {
      System.out.printf(Locale.ROOT, "  %,d rows, %d dimensions%n", file.rows(), file.dimension());
      if (dataset.dimension().isPresent() && dataset.dimension().getAsLong() != file.dimension()) {
        throw new BadInputException(
            kept.path().toString(),
            "expected %d dimensions, found %d"
                .formatted(dataset.dimension().getAsLong(), file.dimension()),
            "Another file has been published there, or importer/datasets.yaml must be corrected");
      }
      System.out.println("  Next: " + importCommand(dataset, kept.path()));
    } catch (BadInputException e) {
      // Kept: it may be sound HDF5 of a layout that only needs its data sets named.
      System.err.println("To fetch it anew, delete " + kept.path());
      throw e;
    }
  }

  private static String importCommand(PublishedDataset dataset, Path file) {
    return "hnsw-search import --collection "
        + dataset.name()
        + " --embeddings "
        + file
        + (dataset.encoder() == null ? "" : " --encoder " + dataset.encoder());
  }
}
