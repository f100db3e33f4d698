package io.github.hnswsearch.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file is that is no picture of a known format, for a message that helps. */
final class OtherFormat {
  private static final int START = 512;

  private OtherFormat() {}

  /** What was found, for example {@code a PDF document}. */
  static String describe(byte[] file) {
    if (file.length == 0) {
      return "an empty file";
    }
    String start = new String(file, 0, Math.min(START, file.length), StandardCharsets.ISO_8859_1);
    String text = start.stripLeading().toLowerCase(Locale.ROOT);
    if (PictureFormat.startsWith(file, "....ftyp")) {
      return switch (start.substring(8, Math.min(12, start.length()))) {
        case "avif", "avis" -> "an AVIF picture";
        case "heic", "heix", "hevc", "mif1", "msf1" -> "a HEIC picture";
        default -> "a video";
      };
    }
    if (start.startsWith("8BPS")) {
      return "a Photoshop document";
    }
    if (start.startsWith("II+\0") || start.startsWith("MM\0+")) {
      return "a BigTIFF picture";
    }
    if (start.startsWith("\u00ff\n") || PictureFormat.startsWith(file, "....JXL ")) {
      return "a JPEG XL picture";
    }
    if (PictureFormat.startsWith(file, "....jP  ")) {
      return "a JPEG 2000 picture";
    }
    if (text.contains("<svg")) {
      return "an SVG drawing";
    }
    if (text.startsWith("%pdf")) {
      return "a PDF document";
    }
    if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer in its place";
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return "a web page saved under this name";
    }
    return "another kind of file";
  }
}
