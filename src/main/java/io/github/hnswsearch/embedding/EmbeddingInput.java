package io.github.hnswsearch.embedding;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sequence of inputs, always in the same order, that can be read from any place on. */
interface EmbeddingInput {

  InputKind kind();

  /** Where it is, for messages. */
  String name();

  /** What tells it from other inputs and from itself after a change, by name. */
  Map<String, String> identity();

  /**
   * Opens the sequence.
   *
   * @param position 0 for its start, else {@link Entry#next} of the last entry that is done
   */
  Entries open(long position) throws IOException;

  /** The sequence from some place on. */
  interface Entries extends Closeable {

    /** The next entry, or null after the last. */
    @Nullable Entry next() throws IOException;

    /** How many entries will follow; a guess where that is not known, -1 where there is none. */
    long remaining();
  }
}
