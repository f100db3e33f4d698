package io.github.hnswsearch.record;

/** Input as an error message quotes it: one line of bounded length. */
public final class Abbreviated {
  private static final int LONGEST = 80;

  private Abbreviated() {}

  /** The first 80 characters, without control characters; three dots stand for the rest. */
  public static String text(String input) {
    String line = input.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
