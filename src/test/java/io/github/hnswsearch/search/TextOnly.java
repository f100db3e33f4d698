package io.github.hnswsearch.search;

import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.record.BadInputException;
import org.jspecify.annotations.Nullable;

/** One text encoder whatever the name, or none; never one of pictures. */
record TextOnly(@Nullable TextEncoder encoder)
    implements Encoders, CollectionSearcher.EncoderSource {
  static final TextOnly NONE = new TextOnly(null);

  @Override
  public TextEncoder text() throws BadInputException {
    if (encoder == null) {
      throw missing();
    }
    return encoder;
  }

  @Override
  public ImageEncoder image() throws BadInputException {
    throw missing();
  }

  @Override
  public TextEncoder text(String name) throws BadInputException {
    return text();
  }

  @Override
  public ImageEncoder image(String name) throws BadInputException {
    return image();
  }

  private static BadInputException missing() {
    return new BadInputException("encoder", "expected files, found none", "Pull them");
  }
}
