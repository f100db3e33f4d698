package io.github.hnswsearch.index;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an examination of a generation found.
 *
 * @param items live items
 * @param segments of the index
 * @param levels of the highest graph
 * @param linked items that the graph links
 * @param unreachable those of them to which no links lead from the entry of the graph: a search by
 *     vector finds them only where it compares everything that passes its filters
 * @param remarks what is worth knowing and hurts no search, in sentences
 * @param problems what is wrong, in sentences; empty where nothing is
 */
public record Inspection(
    long items,
    int segments,
    int levels,
    long linked,
    long unreachable,
    List<String> remarks,
    List<String> problems) {

  public Inspection {
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }

  /** Of an index that cannot be counted. */
  public static Inspection broken(List<String> problems) {
    return new Inspection(0, 0, 0, 0, 0, List.of(), problems);
  }

  /** The same with more that is wrong. */
  Inspection and(List<String> more) {
    return new Inspection(
        items,
        segments,
        levels,
        linked,
        unreachable,
        remarks,
        Stream.concat(problems.stream(), more.stream()).toList());
  }

  public boolean isSound() {
    return problems.isEmpty();
  }

  /** Examines generations; the index is read whole. */
  @FunctionalInterface
  public interface Inspector {
    /**
     * Examines one. What is wrong with it is told, not thrown.
     *
     * @throws IOException if the disk cannot be read
     */
    Inspection inspect(Generation generation) throws IOException;
  }
}
