package io.github.hnswsearch.cli;

import io.github.hnswsearch.cli.ModelFiles.ModelFile;
import io.github.hnswsearch.download.KeptFile;
import io.github.hnswsearch.encoder.EncoderCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Reads the encoders' files and compares size and SHA-256 with what was published, or with"
            + " what the first pull found. Exits with 1 where something is wrong.")
final class ModelsVerifyCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Which encoders; default all whose files are here.")
  private List<String> names = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /**
   * What was found of one file.
   *
   * @param checksum whether there was a SHA-256 to compare it with
   * @param problem null where nothing is wrong
   */
  private record Finding(String model, String file, boolean checksum, @Nullable String problem) {
    Map<String, Object> asMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("model", model);
      map.put("file", file);
      map.put("checksum", checksum);
      map.put("problem", problem);
      return map;
    }

    String text() {
      String state =
          problem != null ? problem : checksum ? "ok" : "here, but no SHA-256 to compare it with";
      return String.format(Locale.ROOT, "%s  %s: %s", model, file, state);
    }
  }

  @Override
  public Integer call() throws IOException {
    EncoderCatalog catalog = Home.catalog();
    List<Finding> findings = new ArrayList<>();
    for (String name : names.isEmpty() ? catalog.names() : names) {
      ModelFiles model = new ModelFiles(catalog.summary(name), Home.cache().models());
      boolean isHere = model.all().stream().anyMatch(file -> file.here().isPresent());
      if (isHere || !names.isEmpty()) {
        for (ModelFile file : model.all()) {
          Finding finding = verify(name, file);
          findings.add(finding);
          if (!json) {
            System.out.println(finding.text());
          }
        }
      }
    }
    if (json) {
      Json.print(findings.stream().map(Finding::asMap).toList());
    }
    boolean sound = findings.stream().allMatch(finding -> finding.problem() == null);
    if (!sound && !json) {
      System.out.println("Mend it with: hnsw-search models pull NAME");
    }
    return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static Finding verify(String model, ModelFile file) throws IOException {
    Optional<KeptFile> kept = file.kept();
    if (kept.isEmpty()) {
      return new Finding(model, file.name(), false, "expected a file, found none");
    }
    return new Finding(
        model,
        kept.get().path().toString(),
        kept.get().expectedSha256().isPresent(),
        kept.get().problem().orElse(null));
  }
}
