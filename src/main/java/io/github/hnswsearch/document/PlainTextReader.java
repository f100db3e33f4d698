package io.github.hnswsearch.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plain text in any character set. */
final class PlainTextReader implements FormatReader {
  private static final int LONGEST_CHARACTER = 4;

  @Override
  public void read(Path file, DocumentLimits limits, Draft draft) throws IOException {
    draft.text().write(start(file, limits, draft));
  }

  /** The text of a file, as far as it may be of use. */
  static String start(Path file, DocumentLimits limits, Draft draft) throws IOException {
    long most = Math.min(limits.bytes(), (long) LONGEST_CHARACTER * limits.characters());
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
    }
    boolean cut = Files.size(file) > bytes.length;
    if (cut) {
      draft.noteCut("bytes", bytes.length);
    }
    return CharacterSets.decode(bytes, cut);
  }
}
