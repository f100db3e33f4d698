package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.BadInputException;
import org.jspecify.annotations.Nullable;

/** Keeps vectors of different encoders apart: their cosines mean nothing. */
public final class EncoderMatch {
  private EncoderMatch() {}

  /**
   * Requires that an encoder is the one that made a collection's embeddings.
   *
   * @param collection its name
   * @param fingerprint of the encoder that made the embeddings, null where it was not at hand
   * @param dimension of the embeddings
   * @throws BadInputException if it is another, naming both
   */
  public static void require(
      EncoderIdentity encoder, String collection, @Nullable String fingerprint, int dimension)
      throws BadInputException {
    if (encoder.dimension() != dimension) {
      throw new BadInputException(
          "collection " + collection,
          "expected an encoder of its %d dimensions, found %s with %d"
              .formatted(dimension, encoder.name(), encoder.dimension()),
          "Name the encoder that made the embeddings in the descriptor and import again");
    }
    if (fingerprint != null && !fingerprint.equals(encoder.fingerprint())) {
      throw new BadInputException(
          "collection " + collection,
          "expected encoder %s with fingerprint %s, which made its embeddings, found %s"
              .formatted(encoder.name(), fingerprint, encoder.fingerprint()),
          "Put back the encoder's files, or embed and import the collection again with the new"
              + " ones");
    }
  }
}
