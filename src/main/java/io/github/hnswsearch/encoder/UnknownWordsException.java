package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.BadInputException;

/** A text of which an encoder knows no word, so that its vector would have no direction. */
public final class UnknownWordsException extends BadInputException {
  private static final long serialVersionUID = 1L;
  private static final int QUOTED_CHARACTERS = 80;

  UnknownWordsException(String encoder, String text) {
    super(
        "query",
        "expected words that encoder " + encoder + " knows, found none in \"" + cut(text) + "\"",
        "Use other words, or search by words instead of meaning");
  }

  private static String cut(String text) {
    return text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + "...";
  }
}
