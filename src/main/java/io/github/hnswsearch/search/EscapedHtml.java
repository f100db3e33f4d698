package io.github.hnswsearch.search;

import java.util.regex.Pattern;

/** Text as HTML in which nothing is markup. Highlights are escaped by it, then marked. */
public final class EscapedHtml {
  /** No markup, and no entity cut short. */
  private static final Pattern ESCAPED =
      Pattern.compile("(?:[^<>\"'&]|&(?:amp|lt|gt|quot|#39);)*+");

  private EscapedHtml() {}

  /** A whole text. */
  public static String of(String text) {
    StringBuilder html = new StringBuilder(text.length());
    append(html, text, 0, text.length());
    return html.toString();
  }

  /** Appends the characters of a text from one place to before another. */
  public static void append(StringBuilder html, String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
  }

  /** Whether a text could be one that has been escaped here. */
  public static boolean isEscaped(String text) {
    return ESCAPED.matcher(text).matches();
  }
}
