package io.github.hnswsearch.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares a manifest with itself and with what lies beside it. Each problem is a sentence that
 * tells what the manifest says and what was found.
 */
final class ManifestContent {
  private static final String INDEXED = "indexed";
  private static final String SKIPPED = "skipped";

  private ManifestContent() {}

  /** Of its counts and the list of skipped rows. */
  static List<String> problems(Generation generation) throws IOException {
    Manifest manifest = generation.manifest();
    List<String> problems = new ArrayList<>();
    long indexed = manifest.counts().getOrDefault(INDEXED, manifest.items());
    if (indexed != manifest.items()) {
      problems.add(
          "The manifest counts %d items, and %d that were indexed."
              .formatted(manifest.items(), indexed));
    }
    long skipped = skipped(manifest.counts());
    long byCause =
        manifest.counts().entrySet().stream()
            .filter(count -> count.getKey().startsWith(SKIPPED + "_"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (skipped != byCause) {
      problems.add(
          "The manifest counts %d skipped rows, and %d by their causes."
              .formatted(skipped, byCause));
    }
    Path list = generation.directory().resolve(SkippedRows.NAME);
    long listed = lines(list);
    if (listed != listed(manifest)) {
      problems.add(
          "By the manifest %s lists %d skipped rows, it lists %d."
              .formatted(list, listed(manifest), listed));
    }
    return problems;
  }

  /** Of the number of items that no links lead to, where the manifest tells it. */
  static Optional<String> unreachableProblem(Manifest manifest, long found) {
    long known = manifest.counts().getOrDefault(Manifest.UNREACHABLE, found);
    return known == found
        ? Optional.empty()
        : Optional.of(
            "The manifest counts %d items that no links lead to, the graph has %d."
                .formatted(known, found));
  }

  /** Of the folders that it lies in. */
  static List<String> nameProblems(Generation generation) {
    Manifest manifest = generation.manifest();
    List<String> problems = new ArrayList<>();
    Path folder = generation.directory().toAbsolutePath().normalize();
    requireName(problems, "collection", manifest.collection(), folder.getParent());
    requireName(problems, "generation", manifest.generation(), folder);
    return problems;
  }

  private static void requireName(List<String> problems, String what, String named, Path folder) {
    if (folder == null || !folder.endsWith(named)) {
      problems.add(
          "The manifest is that of %s %s, its folder is %s.".formatted(what, named, folder));
    }
  }

  /** Rows that the list holds: each import and each revision lists a million at most. */
  private static long listed(Manifest manifest) {
    long ofRevisions = 0;
    long listed = 0;
    for (Revision revision : manifest.revisions()) {
      long skipped = skipped(revision.counts());
      ofRevisions += skipped;
      listed += Math.min(skipped, SkippedRows.MAX_LISTED);
    }
    long ofImport = skipped(manifest.counts()) - ofRevisions;
    return listed + Math.min(ofImport, SkippedRows.MAX_LISTED);
  }

  private static long skipped(Map<String, Long> counts) {
    return counts.getOrDefault(SKIPPED, 0L);
  }

  /** Lines that are not blank; a file that is not there has none. */
  private static long lines(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return 0;
    }
    // Damage can leave bytes that are no UTF-8, and lines are counted, not read.
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> !line.isBlank()).count();
    }
  }
}
