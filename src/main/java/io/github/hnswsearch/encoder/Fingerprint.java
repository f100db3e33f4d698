package io.github.hnswsearch.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells the vectors of one encoder from those of another. */
final class Fingerprint {
  private static final int BUFFER_BYTES = 1 << 16;
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
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      if (description.text() != null) {
        add(digest, description.text().model());
        add(digest, description.text().tokenizer());
      }
      if (description.image() != null) {
        add(digest, description.image().model());
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, Path file) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }
}
