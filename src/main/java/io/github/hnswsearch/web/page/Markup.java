package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.EscapedHtml;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Text as HTML: escaped, with some words marked. It is made of texts, which are escaped here, and
 * of highlights, which the search has escaped; whatever else would stand in one is shown as text.
 *
 * @param html to be written as it is
 */
record Markup(String html) {
  private static final String START = "<mark>";
  private static final String END = "</mark>";

  private static final String GAP = " … ";

  /** A text without marks. */
  static Markup of(String text) {
    return new Markup(EscapedHtml.of(text));
  }

  /** A text of which highlights show all, or its plain form where there are none. */
  static Markup whole(String text, List<String> highlights) {
    return highlights.size() == 1 && isSafe(highlights.getFirst())
        ? new Markup(highlights.getFirst())
        : of(text);
  }

  /** A text with the marks of its passages in their places. */
  static Markup marked(String text, List<String> passages) {
    return joined(text, passages, left -> left);
  }

  /** Passages of a text, with a sign where something was left out. */
  static Markup passages(String text, List<String> passages) {
    return joined(text, passages, left -> left.isBlank() ? " " : GAP);
  }

  /**
   * @param passages in the order of the text; those that are not in it are left out
   * @param between what becomes of the escaped text around them
   */
  private static Markup joined(String text, List<String> passages, UnaryOperator<String> between) {
    StringBuilder html = new StringBuilder();
    String rest = EscapedHtml.of(text);
    for (String passage : passages) {
      String plain = passage.replace(START, "").replace(END, "");
      int at = isSafe(passage) ? rest.indexOf(plain) : -1;
      if (at >= 0) {
        html.append(between.apply(rest.substring(0, at))).append(passage);
        rest = rest.substring(at + plain.length());
      }
    }
    return new Markup(html.append(between.apply(rest)).toString().strip());
  }

  private static boolean isSafe(String highlight) {
    List<String> parts = new ArrayList<>();
    for (String part : highlight.split(START, -1)) {
      parts.addAll(List.of(part.split(END, -1)));
    }
    return parts.stream().allMatch(EscapedHtml::isEscaped);
  }
}
