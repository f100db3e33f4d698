package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.BadInputException;

/** Pictures for an encoder that reads texts only, or texts for one that reads pictures only. */
public final class OneSidedEncoderException extends BadInputException {
  private static final long serialVersionUID = 1L;

  private final String ofSearch;

  private OneSidedEncoderException(String encoder, String wanted, String read, String instead) {
    super(
        "encoder " + encoder,
        "expected one that reads " + wanted + ", found that it reads " + read + " only",
        "Use another encoder; ./hnsw-search models list shows what each reads");
    this.ofSearch =
        "query: expected %s, as this collection's encoder %s reads %s only; found %s. %s."
            .formatted(read, encoder, read, wanted, instead);
  }

  static OneSidedEncoderException readsTextsOnly(String encoder) {
    return new OneSidedEncoderException(
        encoder, "pictures", "texts", "Send a text document, or search by a text");
  }

  static OneSidedEncoderException readsPicturesOnly(String encoder) {
    return new OneSidedEncoderException(
        encoder, "texts", "pictures", "Send a picture, or search by the id of an item");
  }

  /** The same for somebody who searches, and cannot choose another encoder. */
  public String ofSearch() {
    return ofSearch;
  }
}
