package io.github.hnswsearch.index;

import java.io.IOException;
import java.util.List;

/**
 * What an examination of a generation found.
 *
 * @param items live items
 * @param linked items that the graph links
 * @param unreachable those of them to which no links lead from the entry of the graph: a search by
 *     vector finds them only where it compares everything that passes its filters
 * @param levels of the graph
 * @param problems what is wrong, in sentences; empty where nothing is
 */
public record Inspection(
    long items, long linked, long unreachable, int levels, List<String> problems) {

  /** Examines generations; the index is read whole. */
  @FunctionalInterface
  public interface Inspector {
    Inspection inspect(Generation generation) throws IOException;
  }
}
