package io.github.hnswsearch.dataset;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Size and SHA-256 of files of any size. */
final class FileDigest {
  private static final int BUFFER = 1 << 20;

  private FileDigest() {}

  static SourceFile of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      long bytes = 0;
      int read;
      while ((read = in.read(buffer)) >= 0) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
      return new SourceFile(file.toString(), bytes, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(),
          "cannot be read (" + e.getMessage() + ")",
          "Check that it is still there and readable",
          e);
    }
  }
}
