package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.UnitVector;
import java.util.List;

/**
 * An embedded text.
 *
 * @param warnings what of the text had no part in the vector, in sentences for the user
 */
public record TextEmbedding(UnitVector vector, List<String> warnings) {
  public TextEmbedding {
    warnings = List.copyOf(warnings);
  }
}
