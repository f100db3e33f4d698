package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.descriptor.MetadataFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tells the format of a metadata file from its start, for imports without a descriptor. */
public final class FormatDetection {
  private static final int LOOKED_AT = 8192;

  private FormatDetection() {}

  /**
   * The format that a file seems to have; reading it finds out whether it does.
   *
   * @throws io.github.hnswsearch.record.BadInputException if there is no such file
   */
  public static MetadataFormat of(Path path) throws IOException {
    String start = start(path);
    if (start.startsWith("{\"path\":") && start.contains("\"abstract\":")) {
      return MetadataFormat.DOCUMENTS;
    }
    if (start.startsWith("{")) {
      return start.contains("\"categories\"") && start.contains("\"title\"")
          ? MetadataFormat.ARXIV
          : MetadataFormat.JSONL;
    }
    return start.lines().findFirst().orElse("").contains("ImageID")
        ? MetadataFormat.OPEN_IMAGES
        : MetadataFormat.CSV;
  }

  private static String start(Path path) throws IOException {
    try (MetadataFile file = MetadataFile.openAny(path);
        BufferedReader text =
            new BufferedReader(new InputStreamReader(file.stream(), StandardCharsets.UTF_8))) {
      char[] buffer = new char[LOOKED_AT];
      int length = text.read(buffer);
      return length <= 0 ? "" : new String(buffer, 0, length).stripLeading();
    }
  }
}
