package io.github.hnswsearch.citation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Text as the value of a BibTeX field. What is TeX already stays: commands, formulas between
 * dollars, braces in pairs. What TeX would stumble over is escaped: {@code & % #} everywhere,
 * {@code _ ^} outside of formulas and braces, a dollar or brace without a partner, a backslash that
 * starts no command. BibTeX counts escaped braces like others, so a value whose braces are not in
 * pairs would swallow the rest of the file.
 */
final class TexText {
  /** What may follow a backslash, besides ASCII letters. */
  private static final String SYMBOLS = "'\"`^~=.$%&#_{}-,;:!/()[]|<>*+@? ";

  private final String text;

  /** Characters that a backslash before them makes ordinary. */
  private final BitSet escaped = new BitSet();

  /** Characters of formulas, their dollars included. */
  private final BitSet math = new BitSet();

  /** A dollar, or braces, without a partner. */
  private final BitSet single = new BitSet();

  private TexText(String text) {
    this.text = text;
    findEscaped();
    findMath();
    findSingleBraces();
  }

  /** One line of text as TeX. */
  static String of(String line) {
    return new TexText(line).written();
  }

  private void findEscaped() {
    for (int i = 0; i + 1 < text.length(); i++) {
      if (text.charAt(i) == '\\' && !escaped.get(i)) {
        escaped.set(i + 1);
      }
    }
  }

  private void findMath() {
    List<Integer> dollars = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '$' && !escaped.get(i)) {
        dollars.add(i);
      }
    }
    if (dollars.size() % 2 == 1) {
      single.set(dollars.removeLast());
    }
    for (int i = 0; i < dollars.size(); i += 2) {
      math.set(dollars.get(i), dollars.get(i + 1) + 1);
    }
  }

  private void findSingleBraces() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '{') {
        open.push(i);
      } else if (text.charAt(i) == '}') {
        if (!open.isEmpty() && alike(open.peek(), i)) {
          open.pop();
        } else {
          single.set(i);
        }
      }
    }
    open.forEach(single::set);
  }

  /** Whether two braces can be partners: both escaped or neither, both in a formula or neither. */
  private boolean alike(int open, int close) {
    return escaped.get(open) == escaped.get(close) && math.get(open) == math.get(close);
  }

  private String written() {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && !escaped.get(i)) {
        i += backslash(out, i);
        continue;
      }
      switch (c) {
        case '{', '}' -> {
          if (single.get(i)) {
            out.append(brace(i));
          } else {
            depth += c == '{' ? 1 : -1;
            out.append(c);
          }
        }
        case '&', '%', '#' -> out.append('\\').append(c);
        case '_' -> out.append(math.get(i) || depth > 0 ? "_" : "\\_");
        case '^' -> out.append(math.get(i) || depth > 0 ? "^" : "\\^{}");
        case '$' -> out.append(single.get(i) ? "\\$" : "$");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** Writes a backslash and, where it belongs to it, the character after; returns how many more. */
  private int backslash(StringBuilder out, int i) {
    int next = i + 1;
    if (next < text.length() && single.get(next)) {
      out.append(brace(next));
      return 1;
    }
    if (next < text.length() && text.charAt(next) == '\\') {
      // A line break, as a word: before a brace some readers would see an escaped brace.
      out.append(math.get(i) ? "\\cr{}" : "\\newline{}");
      return 1;
    }
    if (next < text.length() && startsCommand(text.charAt(next))) {
      out.append('\\').append(text.charAt(next));
      return 1;
    }
    out.append(math.get(i) ? "\\backslash{}" : "\\textbackslash{}");
    return 0;
  }

  private static boolean startsCommand(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || SYMBOLS.indexOf(c) >= 0;
  }

  /** A brace that is shown and not counted. */
  private String brace(int i) {
    boolean opens = text.charAt(i) == '{';
    if (math.get(i)) {
      return opens ? "\\lbrace{}" : "\\rbrace{}";
    }
    return opens ? "\\textbraceleft{}" : "\\textbraceright{}";
  }
}
