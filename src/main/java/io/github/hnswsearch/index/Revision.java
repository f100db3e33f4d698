package io.github.hnswsearch.index;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.hnswsearch.record.SourceFile;
import java.util.List;
import java.util.Map;

/**
 * A change of a collection that its descriptor does not tell of.
 *
 * @param generation name of the generation that it made
 * @param sources the files that were applied; none where ids were deleted
 * @param counts of an update: rows read, {@code added}, {@code replaced}, {@code skipped} by cause,
 *     joined; of a deletion: {@code ids_to_delete}, {@code deleted}, {@code unknown_ids}
 * @param compacted whether all items were linked anew
 * @param startedAt ISO 8601 instant
 */
public record Revision(
    Kind kind,
    String generation,
    List<SourceFile> sources,
    Map<String, Long> counts,
    boolean compacted,
    @JsonProperty("started_at") String startedAt) {

  /** What was done. */
  public enum Kind {
    /** Rows were added, or took the place of others. */
    @JsonProperty("update")
    UPDATE,
    /** Items were removed. */
    @JsonProperty("delete")
    DELETE
  }
}
