package io.github.hnswsearch.cli;

import io.github.hnswsearch.eval.RecallCheck;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Inspection;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a check tells.
 *
 * @param collection as it was asked for
 * @param recall null where it was not measured, as the index is not whole
 */
record CheckReport(
    String collection,
    Generation generation,
    Inspection found,
    RecallCheck.@Nullable Outcome recall) {

  boolean isSound() {
    return problems().isEmpty();
  }

  private List<String> problems() {
    return recall == null
        ? found.problems()
        : Stream.concat(found.problems().stream(), recall.problems().stream()).toList();
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("collection", collection);
    map.put("generation", generation.name());
    map.put("items", found.items());
    map.put("segments", found.segments());
    map.put("linked", found.linked());
    map.put("unreachable", found.unreachable());
    map.put("levels", found.levels());
    if (recall != null) {
      map.put("ef", recall.ef());
      recall.promised().ifPresent(promised -> map.put("recall_when_built", promised));
      recall.measured().ifPresent(measured -> map.put("recall", measured));
    }
    map.put("remarks", found.remarks());
    map.put("problems", problems());
    return map;
  }

  void print(PrintStream out) {
    if (found.items() > 0) {
      printGraph(out);
    } else {
      out.printf("%s, generation %s%n", collection, generation.name());
    }
    if (recall != null) {
      printRecall(recall, out);
    }
    found.remarks().forEach(remark -> out.println("  " + remark));
    problems().forEach(problem -> out.println("  " + problem));
    out.println(
        isSound()
            ? "Checksums, counts and recall are in order, and every item is linked."
            : "Mend it with: hnsw-search rebuild " + collection);
  }

  private void printGraph(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%s, generation %s: %,d items, %,d linked in a graph of %d levels%n",
        collection,
        generation.name(),
        found.items(),
        found.linked(),
        found.levels());
    if (found.segments() > 1) {
      out.printf(Locale.ROOT, "  %d segments, each with a graph of its own%n", found.segments());
    }
    if (found.unreachable() > 0) {
      out.printf(
          Locale.ROOT,
          "  %,d of them are linked to others, but none to them: searches by vector miss these%n",
          found.unreachable());
    }
  }

  private static void printRecall(RecallCheck.Outcome recall, PrintStream out) {
    OptionalDouble measured = recall.measured();
    if (measured.isPresent()) {
      out.printf(
          Locale.ROOT,
          "  recall@10 at ef %d, measured again: %.3f%s%n",
          recall.ef(),
          measured.getAsDouble(),
          recall.promised().isPresent()
              ? String.format(
                  Locale.ROOT, " (%.3f when it was built)", recall.promised().getAsDouble())
              : "");
    }
  }
}
