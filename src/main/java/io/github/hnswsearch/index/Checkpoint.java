package io.github.hnswsearch.index;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a build has read its source: what a backend commits together with the rows themselves, so
 * that both are on the disk or neither is.
 *
 * @param rows of the source that have been read, from the first on
 * @param place where the last of them is, for people
 * @param listedBytes length of the list of skipped rows
 * @param counts of these rows, by name
 */
public record Checkpoint(long rows, String place, long listedBytes, Map<String, Long> counts) {
  private static final String ROWS = "rows";
  private static final String PLACE = "last_row";
  private static final String LISTED = "skipped_bytes";
  private static final String COUNT = "count.";

  /** As a backend keeps it beside the rows. */
  public Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(ROWS, String.valueOf(rows));
    entries.put(PLACE, place);
    entries.put(LISTED, String.valueOf(listedBytes));
    counts.forEach((name, count) -> entries.put(COUNT + name, String.valueOf(count)));
    return entries;
  }

  /** What a backend has kept; empty where it has nothing of the kind. */
  public static Optional<Checkpoint> of(Map<String, String> entries) {
    if (!entries.keySet().containsAll(Set.of(ROWS, PLACE, LISTED))) {
      return Optional.empty();
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    entries.forEach(
        (key, value) -> {
          if (key.startsWith(COUNT)) {
            counts.put(key.substring(COUNT.length()), Long.valueOf(value));
          }
        });
    return Optional.of(
        new Checkpoint(
            Long.parseLong(entries.get(ROWS)),
            entries.get(PLACE),
            Long.parseLong(entries.get(LISTED)),
            counts));
  }
}
