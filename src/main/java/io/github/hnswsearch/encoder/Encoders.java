package io.github.hnswsearch.encoder;

import java.io.IOException;

/** The encoders that are at hand. */
public interface Encoders {

  /**
   * The encoder of a name, loaded on first use and shared.
   *
   * @throws io.github.hnswsearch.record.BadInputException if there is no description of that name,
   *     or its files are missing, saying how to get them
   */
  TextEncoder get(String name) throws IOException;
}
