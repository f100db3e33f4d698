package io.github.hnswsearch.cli;

import io.github.hnswsearch.download.Downloader;
import io.github.hnswsearch.download.PullOutcome;
import io.github.hnswsearch.encoder.EncoderCatalog;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description =
        "Fetches encoders and checks them. Goes on where an earlier pull was cut off; what is here"
            + " is only checked.")
final class ModelsPullCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "1..*", description = "See: hnsw-search models list")
  private List<String> names = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    EncoderCatalog catalog = Home.catalog();
    List<ModelFiles> models = new ArrayList<>();
    for (String name : names) { // A name that is wrong is told before anything is fetched.
      models.add(files(catalog, name));
    }
    Downloader downloader = new Downloader(System.getenv(), new DownloadReport());
    for (ModelFiles model : models) {
      report(model, downloader.pull(model.toPull(), model.folder()));
      ModelFiles after = files(catalog, model.encoder().name());
      if (!after.isWholeHere()) {
        throw lacking(after);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private static ModelFiles files(EncoderCatalog catalog, String name) throws IOException {
    return new ModelFiles(catalog.summary(name), Home.cache().models());
  }

  private static void report(ModelFiles model, Map<String, PullOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      System.out.println(model.encoder().name() + ": nothing to fetch");
      return;
    }
    System.out.println(model.encoder().name() + " in " + model.folder());
    outcomes.forEach(
        (path, outcome) ->
            System.out.println(
                "  " + (outcome == PullOutcome.FETCHED ? "fetched " : "here    ") + path));
  }

  private static BadInputException lacking(ModelFiles model) {
    List<String> missing =
        model.all().stream()
            .filter(file -> file.here().isEmpty())
            .map(ModelFiles.ModelFile::name)
            .toList();
    return new BadInputException(
        "encoder " + model.encoder().name(),
        "expected " + String.join(" and ", missing) + ", found no address to fetch it from",
        "Put it into " + model.folder() + ", or name its address under files: in the description");
  }
}
