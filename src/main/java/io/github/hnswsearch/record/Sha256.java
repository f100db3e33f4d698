package io.github.hnswsearch.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of whatever is added, in this order: bytes, and files of any size. */
public final class Sha256 {
  private static final int BUFFER = 1 << 20;

  private final MessageDigest digest;
  private long bytes;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The digits of one file. */
  public static String of(Path file) throws IOException {
    return new Sha256().add(file).hex();
  }

  public Sha256 add(byte[] content) {
    digest.update(content);
    bytes += content.length;
    return this;
  }

  /** Adds the content of a file. */
  public Sha256 add(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
    }
    return this;
  }

  /** How many bytes were added. */
  public long bytes() {
    return bytes;
  }

  /** The 64 lower-case hexadecimal digits; to be asked once, at the end. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
