package io.github.hnswsearch.dataset.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names out of arXiv's line of authors, {@code A. Bee (1 and 2), C. Dee and E. Eff, Jr.}. */
final class AuthorNames {
  private static final Pattern SEPARATOR =
      Pattern.compile("\\s*[,;:]\\s*(?:and\\s+)?|\\s+and\\s+|\\s*&\\s*");

  /** Looked for where a run of spaces and commas starts alone: such a run may be very long. */
  private static final Pattern ET_AL =
      Pattern.compile("(?i)(?<![\\s,])[\\s,]*\\bet\\.?\\s+al\\b\\.?");

  private static final Pattern SUFFIX = Pattern.compile("(?i:jr|sr)\\.?|I{2,3}|IV");

  private AuthorNames() {}

  /** Whether a line of authors names only some of them: {@code A. Bee, et al.}. */
  static boolean isCut(String line) {
    return ET_AL.matcher(withoutParentheses(line)).find();
  }

  static List<String> split(String line) {
    String plain = FieldValue.oneLine(withoutParentheses(TexAccents.decode(line)));
    List<String> names = new ArrayList<>();
    boolean suffixed = false;
    for (String part : SEPARATOR.splitAsStream(ET_AL.matcher(plain).replaceAll("")).toList()) {
      String name = part.strip();
      if (SUFFIX.matcher(name).matches() && !names.isEmpty() && !suffixed) {
        names.set(names.size() - 1, names.getLast() + " " + name);
        suffixed = true;
      } else if (!name.isEmpty() && !name.equals("and")) {
        names.add(name);
        suffixed = false;
      }
    }
    return names;
  }

  /**
   * Joins the parts of a name that arXiv has taken apart: last name, first names, suffix; empty
   * where they are no name but "et al.".
   */
  static String join(String last, String first, String suffix) {
    String name = String.join(" ", first.strip(), last.strip(), suffix.strip());
    // arXiv writes "C.-P." as "C. -P." when it takes names apart.
    String joined = FieldValue.oneLine(TexAccents.decode(name)).replace(". -", ".-");
    return ET_AL.matcher(joined).replaceAll("");
  }

  /** Affiliations stand in parentheses, nested ones included; one left open reaches to the end. */
  private static String withoutParentheses(String text) {
    StringBuilder outside = new StringBuilder(text.length());
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth = Math.max(0, depth - 1);
        outside.append(' ');
      } else if (depth == 0) {
        outside.append(c);
      }
    }
    return outside.toString();
  }
}
