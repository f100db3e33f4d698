package io.github.hnswsearch.dataset;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Sha256;
import io.github.hnswsearch.record.SourceFile;
import java.io.IOException;
import java.nio.file.Path;

/** Size and SHA-256 of files of any size. */
final class FileDigest {
  private FileDigest() {}

  static SourceFile of(Path file) throws IOException {
    try {
      Sha256 content = new Sha256().add(file);
      return new SourceFile(file.toString(), content.bytes(), content.hex());
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(),
          "cannot be read (" + e.getMessage() + ")",
          "Check that it is still there and readable",
          e);
    }
  }
}
