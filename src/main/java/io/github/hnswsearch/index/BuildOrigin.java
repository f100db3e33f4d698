package io.github.hnswsearch.index;

import io.github.hnswsearch.record.ItemSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of a build come from.
 *
 * @param items that are to be indexed
 * @param rewritten the generation that they are in, null where they come from source files
 */
record BuildOrigin(ItemSource items, @Nullable Generation rewritten) {

  /**
   * Makes sure that what is written anew is what searches find now.
   *
   * @throws io.github.hnswsearch.record.BadInputException if another generation is live by now
   */
  void requireLive(CollectionDirectory collection) throws IOException {
    if (rewritten != null) {
      collection.requireLive(rewritten);
    }
  }

  /** The list of skipped rows to begin with. */
  SkippedRows skippedRows(Path staged) throws IOException {
    if (rewritten == null) {
      return SkippedRows.begin(staged);
    }
    SkippedRows.copy(rewritten, staged);
    return new SkippedRows(staged);
  }

  /** What is known of a generation with what the items themselves do not tell. */
  Manifest manifest(Manifest built) {
    return rewritten == null ? built : rewritten.manifest().rewritten(built);
  }
}
