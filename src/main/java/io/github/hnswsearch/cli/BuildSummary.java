package io.github.hnswsearch.cli;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.search.CollectionInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** What an import, an update or a deletion tells its user at the end. */
final class BuildSummary {
  private static final double MEGABYTE = 1e6;

  private BuildSummary() {}

  static void print(Generation generation, PrintStream out) throws IOException {
    printSize(generation, out);
    printCounts(generation, out);
    printRecall(generation.manifest(), out);
  }

  /**
   * What an upgrade tells, which has read no rows.
   *
   * @param before the generation whose items were written anew
   */
  static void printUpgrade(Generation before, Generation generation, PrintStream out)
      throws IOException {
    printSize(generation, out);
    out.println("  the items of generation " + before.name() + ", written anew");
    printRecall(generation.manifest(), out);
  }

  private static void printSize(Generation generation, PrintStream out) throws IOException {
    Manifest manifest = generation.manifest();
    out.printf(
        Locale.ROOT,
        "Collection %s: %,d items, %d dimensions, %s, M %d, beam width %d, %,.1f MB on disk%n",
        manifest.collection(),
        manifest.items(),
        manifest.dimension(),
        manifest.quantization(),
        manifest.maxConn(),
        manifest.beamWidth(),
        generation.bytes() / MEGABYTE);
  }

  private static void printCounts(Generation generation, PrintStream out) {
    Manifest manifest = generation.manifest();
    boolean revised = !manifest.revisions().isEmpty();
    Map<String, Long> counts =
        revised ? manifest.revisions().getLast().counts() : manifest.counts();
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      if (count.getValue() != 0) {
        out.printf(
            Locale.ROOT, "  %-26s %,d%n", count.getKey().replace('_', ' '), count.getValue());
      }
    }
    if (counts.getOrDefault("skipped", 0L) > 0) {
      out.println(
          "  skipped rows are listed in " + generation.directory().resolve("skipped.jsonl"));
    }
    if (revised && manifest.revisions().getLast().compacted()) {
      out.println("  all items were linked anew in one graph");
    }
  }

  private static void printRecall(Manifest manifest, PrintStream out) {
    new CalibrationReport(
            manifest.calibration().stream().map(CollectionInfo.CalibrationPoint::of).toList(),
            manifest.calibrationQueries() == null
                ? null
                : CollectionInfo.CalibrationQueries.of(manifest.calibrationQueries()),
            manifest.filteredCalibration().stream().map(CollectionInfo.FilteredPoint::of).toList(),
            manifest.defaultEf())
        .print(out);
  }
}
