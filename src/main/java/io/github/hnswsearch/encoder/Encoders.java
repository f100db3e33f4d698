package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;

/** The encoders that are at hand, each loaded on first use and shared. */
public interface Encoders {

  /**
   * The text side of an encoder.
   *
   * @throws BadInputException if there is no description of that name, it has no text side, or its
   *     files are missing, saying how to get them
   */
  TextEncoder text(String name) throws IOException;

  /**
   * The picture side of an encoder.
   *
   * @throws BadInputException as {@link #text}
   */
  ImageEncoder image(String name) throws IOException;

  /** Whether {@link #image} has an encoder of that name, told without loading it where possible. */
  default boolean readsPictures(String name) throws IOException {
    try {
      image(name);
      return true;
    } catch (BadInputException e) {
      return false;
    }
  }
}
