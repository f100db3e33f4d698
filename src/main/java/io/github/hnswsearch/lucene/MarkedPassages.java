package io.github.hnswsearch.lucene;

import io.github.hnswsearch.lucene.TexCharacters.Range;
import io.github.hnswsearch.search.EscapedHtml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;

/**
 * Passages as HTML: every character of the text is escaped first, then the matches are wrapped in
 * {@code <mark>}. Formulas stay whole and unmarked, so that they can still be typeset, and a mark
 * holds no brace or command of TeX: of {@code \emph{graph network}} the two words alone.
 */
final class MarkedPassages extends PassageFormatter {
  private static final String START = "<mark>";
  private static final String END = "</mark>";

  /** What the formatter returns: passages in the order of the text. */
  record Marked(List<String> passages) {}

  @Override
  public Object format(Passage[] passages, String content) {
    List<Formula> formulas = Formula.in(content);
    TexCharacters tex = new TexCharacters(content, formulas);
    Passage[] inOrder = passages.clone();
    Arrays.sort(inOrder, Comparator.comparingInt(Passage::getStartOffset));
    List<String> marked = new ArrayList<>();
    int written = 0;
    for (Passage passage : inOrder) {
      int start = Math.max(written, Formula.widenedStart(formulas, passage.getStartOffset()));
      int end = Formula.widenedEnd(formulas, passage.getEndOffset());
      if (start < end) {
        String text = mark(passage, content, tex, start, end).strip();
        if (text.contains(START)) {
          marked.add(text);
        }
        written = end;
      }
    }
    return new Marked(marked);
  }

  private static String mark(
      Passage passage, String content, TexCharacters tex, int start, int end) {
    StringBuilder html = new StringBuilder();
    int at = start;
    for (int i = 0; i < passage.getNumMatches(); i++) {
      int from = passage.getMatchStarts()[i];
      int to = Math.min(passage.getMatchEnds()[i], end);
      // Matches may overlap where a phrase and its words are both asked for.
      if (from >= at) {
        for (Range words = tex.nextWords(from, to);
            words.from() < words.to();
            words = tex.nextWords(words.to(), to)) {
          EscapedHtml.append(html, content, at, words.from());
          html.append(START);
          EscapedHtml.append(html, content, words.from(), words.to());
          html.append(END);
          at = words.to();
        }
      }
    }
    EscapedHtml.append(html, content, at, end);
    return html.toString();
  }
}
