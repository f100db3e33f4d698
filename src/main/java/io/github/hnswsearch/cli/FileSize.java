package io.github.hnswsearch.cli;

import java.util.Locale;

/** Bytes, as people read them. */
final class FileSize {
  private static final double KILOBYTE = 1e3;
  private static final double MEGABYTE = 1e6;
  private static final double GIGABYTE = 1e9;

  private FileSize() {}

  static String text(long bytes) {
    if (bytes < MEGABYTE) {
      return String.format(Locale.ROOT, "%.1f KB", bytes / KILOBYTE);
    }
    return bytes < GIGABYTE
        ? String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE)
        : String.format(Locale.ROOT, "%.2f GB", bytes / GIGABYTE);
  }
}
