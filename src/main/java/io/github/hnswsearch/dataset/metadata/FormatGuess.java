package io.github.hnswsearch.dataset.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file's first bytes look like, for a helpful refusal. */
enum FormatGuess {
  JSON_LINES("JSON Lines", "Set metadata.format to jsonl or arxiv"),
  JSON_ARRAY("one JSON array", "Write one object a line"),
  TEXT("a table or other text", "Set metadata.format to csv or open-images"),
  EMPTY("an empty file", "Fetch it again"),
  UTF_16("text in UTF-16 or UTF-32", "Convert it to UTF-8, for example with iconv"),
  ZIP("a ZIP archive", "Unpack it and name the file inside"),
  PACKED("a bzip2, xz or zstd file", "Unpack it, or pack it with gzip"),
  HDF5("an HDF5 file", "Name it under source.embeddings"),
  WEB_PAGE("a web page", "Fetch the file itself, not the page about it"),
  LFS_POINTER("a Git LFS pointer", "Fetch the content with git lfs pull"),
  BINARY("binary data", "Name a text file");

  private final String description;
  private final String advice;

  FormatGuess(String description, String advice) {
    this.description = description;
    this.advice = advice;
  }

  String description() {
    return description;
  }

  String advice() {
    return advice;
  }

  boolean fits(boolean wantsJson) {
    return this == (wantsJson ? JSON_LINES : TEXT);
  }

  static FormatGuess of(byte[] start) {
    String bytes = new String(start, StandardCharsets.ISO_8859_1);
    String text = bytes.stripLeading();
    String lower = text.toLowerCase(Locale.ROOT);
    if (bytes.startsWith("\u00ff\u00fe") || bytes.startsWith("\u00fe\u00ff")) {
      return UTF_16;
    } else if (bytes.startsWith("PK\u0003\u0004")) {
      return ZIP;
    } else if (bytes.startsWith("BZh")
        || bytes.startsWith("\u00fd7zXZ")
        || bytes.startsWith("(\u00b5/\u00fd")) {
      return PACKED;
    } else if (bytes.startsWith("\u0089HDF")) {
      return HDF5;
    } else if (firstLine(text).indexOf('\0') >= 0) {
      return text.startsWith("\0") || (text.length() > 1 && text.charAt(1) == '\0')
          ? UTF_16
          : BINARY;
    } else if (text.isEmpty()) {
      return EMPTY;
    } else if (lower.startsWith("<!doctype") || lower.startsWith("<html")) {
      return WEB_PAGE;
    } else if (text.startsWith("version https://git-lfs")) {
      return LFS_POINTER;
    } else if (text.startsWith("{")) {
      return JSON_LINES;
    } else if (text.startsWith("[")) {
      return JSON_ARRAY;
    }
    return TEXT;
  }

  /** Zeros beyond it are damage to single records of a text. */
  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
