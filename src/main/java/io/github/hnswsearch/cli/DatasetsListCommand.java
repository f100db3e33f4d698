package io.github.hnswsearch.cli;

import io.github.hnswsearch.descriptor.PublishedDataset;
import io.github.hnswsearch.descriptor.PublishedDatasets;
import io.github.hnswsearch.download.KeptFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the published files: what they hold, and whether they are here.")
final class DatasetsListCommand implements Callable<Integer> {
  @Mixin private DatasetFolderOption folder = new DatasetFolderOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<Map<String, Object>> listed = new ArrayList<>();
    for (PublishedDataset dataset : PublishedDatasets.read(Home.datasets()).all()) {
      KeptFile kept = KeptFile.of(dataset.file(), folder.directory());
      if (json) {
        listed.add(asMap(dataset, kept));
      } else {
        print(dataset, kept);
      }
    }
    if (json) {
      Json.print(listed);
    }
    return CommandLine.ExitCode.OK;
  }

  private static Map<String, Object> asMap(PublishedDataset dataset, KeptFile kept)
      throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", dataset.name());
    map.put("about", dataset.about());
    map.put("rows", boxed(dataset.rows()));
    map.put("dimension", boxed(dataset.dimension()));
    map.put("encoder", dataset.encoder());
    map.put("url", dataset.file().uri().toString());
    map.put("file", kept.path().toString());
    map.put("here", kept.exists());
    map.put("bytes", kept.exists() ? kept.bytes() : boxed(dataset.file().bytes()));
    map.put("sha256", kept.expectedSha256().orElse(null));
    return map;
  }

  private static @Nullable Long boxed(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static void print(PublishedDataset dataset, KeptFile kept) throws IOException {
    StringJoiner facts = new StringJoiner(", ");
    dataset.rows().ifPresent(rows -> facts.add(String.format(Locale.ROOT, "%,d rows", rows)));
    dataset.dimension().ifPresent(dimension -> facts.add(dimension + " dimensions"));
    if (dataset.encoder() != null) {
      facts.add("encoder " + dataset.encoder());
    }
    System.out.println(dataset.name());
    System.out.println("  " + dataset.about());
    if (facts.length() > 0) {
      System.out.println("  " + facts);
    }
    System.out.println("  " + state(dataset, kept));
  }

  private static String state(PublishedDataset dataset, KeptFile kept) throws IOException {
    if (kept.exists()) {
      return "here, " + FileSize.text(kept.bytes()) + ": " + kept.path();
    }
    OptionalLong bytes = dataset.file().bytes();
    return "to be fetched, %s: hnsw-search datasets pull %s"
        .formatted(
            bytes.isPresent() ? FileSize.text(bytes.getAsLong()) : "size unknown", dataset.name());
  }
}
