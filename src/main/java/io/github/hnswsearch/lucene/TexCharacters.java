package io.github.hnswsearch.lucene;

import java.util.BitSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The characters of a text that set it in type and are no words of it. */
final class TexCharacters {
  /**
   * Commands that name something rather than say it, with their arguments; an accent with its
   * letter; any other command; and what groups and shifts.
   */
  private static final Pattern MARKUP =
      Pattern.compile(
          "\\\\(?:begin|end|label|ref|eqref|pageref|cite[a-z]{0,10}|url|href)(?![A-Za-z])\\*?"
              + "(?:\\[[^\\[\\]]{0,200}\\])?\\{[^{}]{0,200}\\}(?:\\[[^\\[\\]]{0,200}\\])?"
              + "|\\\\(?:['`^\"~=.]\\s?|[uvHcdbkr](?=[\\s{])\\s?)\\{?\\\\?[A-Za-z]\\}?"
              + "|\\\\[A-Za-z]+\\*?"
              + "|\\\\[^A-Za-z]?"
              + "|[${}]");

  private final BitSet taken = new BitSet();
  private final String text;

  /**
   * @param formulas of the text, whole
   */
  TexCharacters(String text, List<Formula> formulas) {
    this.text = text;
    formulas.forEach(formula -> taken.set(formula.start(), formula.end()));
    MARKUP.matcher(text).results().forEach(this::take);
  }

  private void take(MatchResult markup) {
    taken.set(markup.start(), markup.end());
  }

  /** A part of a text, from a character up to but without another. */
  record Range(int from, int to) {}

  /**
   * The next words of a range that have no TeX within.
   *
   * @return an empty range at the end where there are none left
   */
  Range nextWords(int from, int to) {
    int start = from;
    while (start < to) {
      start = Math.min(taken.nextClearBit(start), to);
      int next = taken.nextSetBit(start);
      int end = next < 0 ? to : Math.min(next, to);
      int first = start;
      int last = end;
      // What the analyzer drops belongs to no word, and it stands at the edges of tokens.
      while (first < last && isEdge(text.charAt(first))) {
        first++;
      }
      while (first < last && isEdge(text.charAt(last - 1))) {
        last--;
      }
      if (first < last) {
        return new Range(first, last);
      }
      start = end;
    }
    return new Range(to, to);
  }

  private static boolean isEdge(char c) {
    return c == '_' || c == '^' || c == '~' || Character.isWhitespace(c);
  }
}
