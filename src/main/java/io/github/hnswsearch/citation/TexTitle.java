package io.github.hnswsearch.citation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A title as TeX whose capitals survive. BibTeX's styles set all but the first letter of a title in
 * lower case, unless it is in braces: words get them that have a capital after their first letter
 * ({@code BERT}, {@code ImageNet}), are a single capital, or hold a formula. In a title that is not
 * set in capitals throughout, a word with a capital is a name ({@code Fourier}) and gets them as
 * well.
 */
final class TexTitle {
  /** Shorter words are in lower case in any title. */
  private static final int TELLING_LENGTH = 4;

  /** Longer words that are in lower case in any title. */
  private static final Set<String> SMALL =
      Set.of(
          "with", "from", "into", "over", "under", "using", "than", "that", "their", "when",
          "between", "through", "without", "beyond", "toward", "towards", "across", "against",
          "among", "within");

  private static final String MARKS = ".,:;!?";

  private TexTitle() {}

  /**
   * A title.
   *
   * @param line on one line
   */
  static String of(String line) {
    List<String> words = words(TexText.of(line));
    boolean names = !isInCapitals(words);
    StringBuilder title = new StringBuilder();
    boolean first = true;
    for (String word : words) {
      if (!title.isEmpty()) {
        title.append(' ');
      }
      title.append(losesCapitals(word, first, names) ? protect(word) : word);
      // BibTeX leaves the letter after a colon and a blank as it is.
      first = word.endsWith(":");
    }
    return title.toString();
  }

  /**
   * Splits at blanks outside of braces and formulas, so that every word has its braces in pairs.
   */
  private static List<String> words(String tex) {
    List<String> words = new ArrayList<>();
    int depth = 0;
    boolean math = false;
    int start = 0;
    for (int i = 0; i < tex.length(); i++) {
      char c = tex.charAt(i);
      if (c == '\\') {
        // An escaped brace counts for BibTeX; an escaped dollar or blank is no border.
        char next = i + 1 < tex.length() ? tex.charAt(i + 1) : c;
        depth += next == '{' ? 1 : next == '}' ? -1 : 0;
        i++;
      } else if (c == '{' || c == '}') {
        depth += c == '{' ? 1 : -1;
      } else if (c == '$') {
        math = !math;
      } else if (c == ' ' && depth == 0 && !math) {
        words.add(tex.substring(start, i));
        start = i + 1;
      }
    }
    words.add(tex.substring(start));
    return words;
  }

  /** A word in braces, without the marks after it. */
  private static String protect(String word) {
    int end = word.length();
    while (end > 1 && MARKS.indexOf(word.charAt(end - 1)) >= 0 && word.charAt(end - 2) != '\\') {
      end--;
    }
    return "{" + word.substring(0, end) + "}" + word.substring(end);
  }

  private static boolean losesCapitals(String word, boolean first, boolean names) {
    // BibTeX looks into formulas, and into braces that start with a command.
    boolean open = word.startsWith("{\\") || word.indexOf('$') >= 0;
    int depth = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '{' || c == '}') {
        depth += c == '{' ? 1 : -1;
      } else if (Character.isUpperCase(c) && (depth == 0 || open) && !(first && i == 0)) {
        boolean inner = i > 0 && Character.isLetterOrDigit(word.charAt(i - 1));
        if (open || inner || isInCommand(word, i)) {
          return true;
        }
        if ((names || isSingleCapital(word, i)) && !word.equals("A")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isInCommand(String word, int i) {
    int start = i;
    while (start > 0 && Character.isLetter(word.charAt(start - 1))) {
      start--;
    }
    return start > 0 && word.charAt(start - 1) == '\\';
  }

  private static boolean isSingleCapital(String word, int i) {
    return i + 1 == word.length() || !Character.isLetter(word.charAt(i + 1));
  }

  /** Whether long words have capitals whatever they are, as in "Deep Residual Learning". */
  private static boolean isInCapitals(List<String> words) {
    int upper = 0;
    int lower = 0;
    for (String word : words.subList(1, words.size())) {
      if (word.length() >= TELLING_LENGTH && word.chars().allMatch(Character::isLetter)) {
        if (Character.isUpperCase(word.charAt(0))) {
          upper++;
        } else if (!SMALL.contains(word)) {
          lower++;
        }
      }
    }
    return upper > 2 * lower;
  }
}
