package io.github.hnswsearch.cli;

import io.github.hnswsearch.cli.ModelFiles.ModelFile;
import io.github.hnswsearch.download.KeptFile;
import io.github.hnswsearch.encoder.EncoderCatalog;
import io.github.hnswsearch.encoder.EncoderSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the encoders: dimension, licence, size, and whether their files are here.")
final class ModelsListCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    EncoderCatalog catalog = Home.catalog();
    List<Map<String, Object>> listed = new ArrayList<>();
    for (String name : catalog.names()) {
      ModelFiles model = new ModelFiles(catalog.summary(name), Home.cache().models());
      if (json) {
        listed.add(asMap(model));
      } else {
        print(model);
      }
    }
    if (json) {
      Json.print(listed);
    }
    return CommandLine.ExitCode.OK;
  }

  private static Map<String, Object> asMap(ModelFiles model) throws IOException {
    EncoderSummary encoder = model.encoder();
    List<Map<String, Object>> files = new ArrayList<>();
    for (ModelFile file : model.all()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", file.name());
      map.put("here", file.here().map(Object::toString).orElse(null));
      OptionalLong bytes = bytes(file);
      map.put("bytes", bytes.isPresent() ? bytes.getAsLong() : null);
      map.put("url", file.remote().map(remote -> remote.uri().toString()).orElse(null));
      files.add(map);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", encoder.name());
    map.put("dimension", encoder.dimension());
    map.put("licence", encoder.licence());
    map.put("embeds", encoder.embeds());
    map.put("here", model.isWholeHere());
    map.put("files", files);
    return map;
  }

  private static void print(ModelFiles model) throws IOException {
    EncoderSummary encoder = model.encoder();
    System.out.printf(
        Locale.ROOT,
        "%s%n  %s, %d dimensions, licence %s%n  %s%n",
        encoder.name(),
        String.join(" and ", encoder.embeds()),
        encoder.dimension(),
        encoder.licence(),
        state(model));
  }

  private static String state(ModelFiles model) throws IOException {
    if (model.isWholeHere()) {
      boolean bundled = model.all().stream().allMatch(file -> file.remote().isEmpty());
      return (bundled ? "bundled, " : "here, ") + size(model.all());
    }
    List<ModelFile> missing = model.all().stream().filter(file -> file.here().isEmpty()).toList();
    Optional<ModelFile> nowhere =
        missing.stream().filter(file -> file.remote().isEmpty()).findFirst();
    return nowhere.isPresent()
        ? "lacks " + nowhere.get().name() + ", and its description says not where to fetch it"
        : "to be fetched, %s: hnsw-search models pull %s"
            .formatted(size(missing), model.encoder().name());
  }

  private static String size(List<ModelFile> files) throws IOException {
    long sum = 0;
    for (ModelFile file : files) {
      OptionalLong bytes = bytes(file);
      if (bytes.isEmpty()) {
        return "size unknown";
      }
      sum += bytes.getAsLong();
    }
    return FileSize.text(sum);
  }

  /** Bytes on disk, else as published, else unknown. */
  private static OptionalLong bytes(ModelFile file) throws IOException {
    Optional<KeptFile> kept = file.kept();
    if (kept.isPresent()) {
      return OptionalLong.of(kept.get().bytes());
    }
    return file.remote().isPresent() ? file.remote().get().bytes() : OptionalLong.empty();
  }
}
