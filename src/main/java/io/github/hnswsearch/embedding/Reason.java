package io.github.hnswsearch.embedding;

/**
 * Why an input gives no row.
 *
 * @param cause for counting: lower-case words joined by {@code _}, for example {@code no_text}
 * @param text for people: what was expected and found
 */
record Reason(String cause, String text) {
  /** The encoder's vocabulary holds no word of a text. */
  static final String NO_KNOWN_WORDS = "no_known_words";

  static Reason noKnownWords(String encoder) {
    return new Reason(
        NO_KNOWN_WORDS, "expected words that encoder " + encoder + " knows, found none");
  }
}
