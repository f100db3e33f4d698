package io.github.hnswsearch.embedding;

import org.jspecify.annotations.Nullable;

/** What became of an input. */
sealed interface Outcome {

  /** What the input is called. */
  String id();

  /** Where the input goes on after it. */
  long next();

  /**
   * A row.
   *
   * @param vector of unit length
   * @param metadata a JSON object of what else is known of it, on one line; null where nothing is
   */
  record Embedded(String id, long next, float[] vector, @Nullable String metadata)
      implements Outcome {}

  /** No row. */
  record Skipped(String id, long next, Reason reason) implements Outcome {}
}
