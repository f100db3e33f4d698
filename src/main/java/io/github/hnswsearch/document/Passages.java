package io.github.hnswsearch.document;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a long text into passages that an encoder can read whole. A passage ends at the end of a
 * sentence where one is near, else between words, and starts a little before the end of the one
 * before it, so that a thought that a cut splits is whole in one of both.
 *
 * @param texts in order, at most {@value #MOST}, each of 1 to {@value #CHARACTERS} characters; none
 *     where the text is blank
 * @param total passages that the text has, of which {@code texts} are all or an even spread
 */
public record Passages(List<String> texts, int total) {
  /** About 250 tokens of English: what sentence encoders are trained with. */
  public static final int CHARACTERS = 1_000;

  /** Characters that a passage repeats of the one before it, at most. */
  public static final int OVERLAP = 100;

  /** Of longer documents so many passages are taken, spread evenly: some 90,000 characters. */
  public static final int MOST = 100;

  /** A sentence may end so much before the limit; nearer ends cost too many passages. */
  private static final int SHORTEST = CHARACTERS * 2 / 3;

  public Passages {
    texts = List.copyOf(texts);
  }

  /** The passages of a text. */
  public static Passages of(String text) {
    List<String> all = all(text.strip());
    if (all.size() <= MOST) {
      return new Passages(all, all.size());
    }
    List<String> spread = new ArrayList<>(MOST);
    for (int i = 0; i < MOST; i++) {
      spread.add(all.get((int) ((long) i * (all.size() - 1) / (MOST - 1))));
    }
    return new Passages(spread, all.size());
  }

  /** What was left out, in words; mostly empty. */
  List<String> notes() {
    return texts.size() == total
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "of the %,d passages of the text %d were embedded, spread evenly over it",
                total,
                texts.size()));
  }

  private static List<String> all(String text) {
    List<String> passages = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = end(text, start);
      String passage = text.substring(start, end).strip();
      if (!passage.isEmpty()) {
        passages.add(passage);
      }
      start = end == text.length() ? end : nextStart(text, start, end);
    }
    return passages;
  }

  private static int end(String text, int start) {
    int furthest = start + CHARACTERS;
    if (furthest >= text.length()) {
      return text.length();
    }
    // One more character: the end of the text under a break iterator is always a break.
    String window = text.substring(start, furthest + 1);
    int sentence = lastBreak(BreakIterator.getSentenceInstance(Locale.ROOT), window);
    if (sentence >= SHORTEST) {
      return start + sentence;
    }
    int word = lastBreak(BreakIterator.getWordInstance(Locale.ROOT), window);
    if (word > OVERLAP) {
      return start + word;
    }
    return Character.isLowSurrogate(text.charAt(furthest)) ? furthest - 1 : furthest;
  }

  private static int lastBreak(BreakIterator breaks, String window) {
    breaks.setText(window);
    return breaks.preceding(window.length());
  }

  /** Where the passage after one begins: a word within the overlap, always past its start. */
  private static int nextStart(String text, int start, int end) {
    int earliest = Math.max(start + 1, end - OVERLAP);
    BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
    words.setText(text.substring(earliest - 1, end));
    return earliest - 1 + words.following(0);
  }
}
