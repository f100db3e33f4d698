package io.github.hnswsearch.citation;

import java.util.regex.Pattern;

/** Metadata as one line of text, which formats of lines and tags need. */
final class OneLine {
  private static final Pattern SPACE = Pattern.compile("[\\s\\u000b\\u0085\\p{Z}]+");

  /**
   * Controls, and the marks that turn the direction of what follows: they would show a text in
   * another order than it has.
   */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\ufeff\\u202a-\\u202e\\u2066-\\u2069]+");

  private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");

  private OneLine() {}

  /** White space of any kind becomes one blank; controls go. */
  static String of(String text) {
    String line = SPACE.matcher(text).replaceAll(" ");
    String visible = INVISIBLE.matcher(line).replaceAll("");
    return HALF_A_CHARACTER.matcher(visible).replaceAll("\ufffd").strip();
  }
}
