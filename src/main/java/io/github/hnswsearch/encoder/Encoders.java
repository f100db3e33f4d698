package io.github.hnswsearch.encoder;

import java.io.IOException;

/** The encoders that are at hand, each loaded on first use and shared. */
public interface Encoders {

  /**
   * The text side of an encoder.
   *
   * @throws io.github.hnswsearch.record.BadInputException if there is no description of that name,
   *     it has no text side, or its files are missing, saying how to get them
   */
  TextEncoder text(String name) throws IOException;

  /**
   * The picture side of an encoder.
   *
   * @throws io.github.hnswsearch.record.BadInputException as {@link #text}
   */
  ImageEncoder image(String name) throws IOException;
}
