package io.github.hnswsearch.cli;

import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "collections",
    mixinStandardHelpOptions = true,
    description = "Lists the collections: items, dimension, encoder, size, recall.")
final class CollectionsCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;

  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Workspace workspace = indexData.open();
        OpenCollections collections = workspace.open()) {
      List<CollectionInfo> infos = collections.list();
      if (json) {
        Json.print(infos);
      } else if (infos.isEmpty()) {
        System.out.println(
            "No collections in " + workspace.indexData().root() + ". Run: hnsw-search demo");
      } else {
        for (CollectionInfo info : infos) {
          print(info);
          CollectionUpgrade.advice(workspace, workspace.indexData().live(info.name()))
              .ifPresent(System.out::println);
        }
      }
      for (Path folder : workspace.indexData().foreign()) {
        System.err.println("left out: " + IndexData.noCollection(folder).getMessage());
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private static void print(CollectionInfo info) {
    System.out.printf(
        Locale.ROOT,
        "%s%n  %,d items, %d dimensions, encoder %s, %s%n  %s, M %d, beam width %d, %,.1f MB,"
            + " generation %s%n",
        info.name(),
        info.items(),
        info.dimension(),
        Objects.requireNonNullElse(info.encoder(), "unknown"),
        info.modes().isEmpty() ? "search by vector or id" : String.join("/", info.modes()),
        info.quantization(),
        info.maxConn(),
        info.beamWidth(),
        info.sizeBytes() / MEGABYTE,
        info.generation());
    new CalibrationReport(
            info.calibration(),
            info.calibrationQueries(),
            info.filteredCalibration(),
            info.defaultEf())
        .print(System.out);
  }
}
