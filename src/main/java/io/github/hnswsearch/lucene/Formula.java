package io.github.hnswsearch.lucene;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A formula of TeX in a text, its dollar signs included.
 *
 * @param end first character behind it
 */
record Formula(int start, int end) {
  /** A dollar that is escaped, or has no counterpart within a formula's length, is a dollar. */
  private static final Pattern MATH =
      Pattern.compile("(?<!\\\\)(?:\\$\\$[^$]{1,1000}\\$\\$|\\$(?:[^$\\\\]|\\\\.){1,500}\\$)");

  /** All formulas, in order. */
  static List<Formula> in(String text) {
    return text.indexOf('$') < 0
        ? List.of()
        : MATH.matcher(text)
            .results()
            .map(match -> new Formula(match.start(), match.end()))
            .toList();
  }

  /** The offset, or the start of the formula that it lies in. */
  static int widenedStart(List<Formula> formulas, int offset) {
    return formulas.stream()
        .filter(formula -> formula.start < offset && offset < formula.end)
        .map(Formula::start)
        .findFirst()
        .orElse(offset);
  }

  /** The offset, or the end of the formula that it lies in. */
  static int widenedEnd(List<Formula> formulas, int offset) {
    return formulas.stream()
        .filter(formula -> formula.start < offset && offset < formula.end)
        .map(Formula::end)
        .findFirst()
        .orElse(offset);
  }

  /** Whether any formula shares a character with a range. */
  static boolean anyTouches(List<Formula> formulas, int from, int to) {
    return formulas.stream().anyMatch(formula -> formula.start < to && from < formula.end);
  }
}
