package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.Sha256;
import java.io.IOException;

/** What tells the vectors of one encoder from those of another. */
final class Fingerprint {
  private static final int HEX_DIGITS = 16;

  private Fingerprint() {}

  /** Identity of a described encoder, the same whichever of its sides is loaded. */
  static EncoderIdentity identity(EncoderDescription description) throws IOException {
    String fingerprint =
        description.checkpoint() == null ? digest(description) : description.checkpoint();
    return new EncoderIdentity(description.name(), fingerprint, description.dimension());
  }

  /** The first 16 hex digits of the SHA-256 over text model, tokenizer and picture model. */
  private static String digest(EncoderDescription description) throws IOException {
    Sha256 files = new Sha256();
    if (description.text() != null) {
      files.add(description.text().model()).add(description.text().tokenizer());
    }
    if (description.image() != null) {
      files.add(description.image().model());
    }
    return files.hex().substring(0, HEX_DIGITS);
  }
}
