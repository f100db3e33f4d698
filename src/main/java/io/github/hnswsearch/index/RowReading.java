package io.github.hnswsearch.index;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ItemSource;
import java.io.IOException;
import java.util.Map;

/**
 * Moves the rows of a source into a writer, as the first phase of builds and updates, and counts
 * what has come of them.
 *
 * @param strict whether the first bad row ends the work
 * @param threads to decode and index with, 1 or more
 */
record RowReading(
    ItemSource source, ItemSink writer, boolean strict, int threads, BuildListener listener) {

  /**
   * Reads all rows that are left.
   *
   * @param skipped gets the rows that are left out
   * @param before rows that have been read already
   * @param counts gets those of the source and of the skipped rows
   * @return rows of the whole source that were not skipped
   * @throws BadInputException if there are none
   */
  long run(
      Phases phases,
      SkippedRows skipped,
      long before,
      RowPump.Checkpoints checkpoints,
      Map<String, Long> counts)
      throws IOException {
    phases.run(
        "Reading rows",
        source.rows() - before,
        () -> new RowPump(source, writer, skipped, strict, threads, listener, checkpoints).run());
    counts.put("rows", source.rows());
    counts.putAll(skipped.counts());
    counts.putAll(source.counts());
    refuseNothing(skipped, counts);
    return source.rows() - skipped.total();
  }

  private void refuseNothing(SkippedRows skipped, Map<String, Long> counts) throws IOException {
    if (source.rows() == 0) {
      throw new BadInputException(
          source.files().getFirst().path(),
          "expected rows to index, found none",
          "Check how the embeddings were made");
    }
    if (skipped.total() == source.rows()) {
      throw new BadInputException(
          source.files().getFirst().path(),
          "expected rows to index, found that all "
              + source.rows()
              + " are bad ("
              + counts.entrySet().stream()
                  .filter(count -> count.getKey().startsWith("skipped_"))
                  .map(count -> count.getKey().substring("skipped_".length()))
                  .toList()
              + ")",
          "Check how the embeddings were made");
    }
  }
}
