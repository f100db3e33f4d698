package io.github.hnswsearch.descriptor;

/** Input as an error message quotes it: one line of bounded length. */
final class Abbreviated {
  private static final int LONGEST = 80;

  private Abbreviated() {}

  static String text(String input) {
    String line = input.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
