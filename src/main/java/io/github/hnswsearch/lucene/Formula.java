package io.github.hnswsearch.lucene;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A formula of TeX in a text, with the dollar signs, brackets or {@code \begin} and {@code \end}
 * around it.
 *
 * @param end first character behind it
 */
record Formula(int start, int end) {
  /** A delimiter that is escaped, or has no counterpart within a formula's length, is text. */
  private static final Pattern MATH =
      Pattern.compile(
          "(?<!\\\\)(?:"
              + "\\$\\$[^$]{1,1000}\\$\\$"
              + "|\\$(?:[^$\\\\]|\\\\.){1,500}\\$"
              + "|\\\\\\[.{1,1000}?\\\\\\]"
              + "|\\\\\\(.{1,500}?\\\\\\)"
              + "|\\\\begin\\{((?:equation|align|alignat|flalign|gather|multline|eqnarray|displaymath"
              + "|math)\\*?)\\}.{0,4000}?\\\\end\\{\\1\\})",
          Pattern.DOTALL);

  /** All formulas, in order. */
  static List<Formula> in(String text) {
    return text.indexOf('$') < 0 && text.indexOf('\\') < 0
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
}
