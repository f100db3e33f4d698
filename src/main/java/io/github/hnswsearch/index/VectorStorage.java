package io.github.hnswsearch.index;

import java.io.IOException;

/**
 * What the vectors of an index take.
 *
 * @param codesBytes of the vectors that the graph search compares: the floats themselves where they
 *     are not quantized
 * @param graphBytes of the links
 */
public record VectorStorage(long codesBytes, long graphBytes) {

  /** Finds it out. */
  @FunctionalInterface
  public interface Probe {
    VectorStorage of(Generation generation) throws IOException;
  }
}
