package io.github.hnswsearch.search;

import io.github.hnswsearch.record.BadInputException;

/**
 * The encoder that a collection names cannot be used on this machine: its files are missing or
 * damaged, or are not those that made the embeddings. No fault of a request that asks for it.
 */
public final class UnavailableEncoderException extends BadInputException {
  private static final long serialVersionUID = 1L;

  private final String ofSearch;

  /** Why it cannot be used. */
  static UnavailableEncoderException of(String encoder, Exception cause) {
    return cause instanceof BadInputException told
        ? new UnavailableEncoderException(encoder, told)
        : new UnavailableEncoderException(encoder, cause);
  }

  private UnavailableEncoderException(String encoder, BadInputException cause) {
    super(cause);
    this.ofSearch = ofSearch(encoder);
  }

  private UnavailableEncoderException(String encoder, Exception cause) {
    super(
        "encoder " + encoder,
        "expected files that can be used, found: " + cause,
        "Run ./hnsw-search models verify " + encoder,
        cause);
    this.ofSearch = ofSearch(encoder);
  }

  private static String ofSearch(String encoder) {
    return "encoder %s: expected files that can be used, found that they cannot be. ./hnsw-search models list tells whether they are here, and the server's log what is wrong with them."
        .formatted(encoder);
  }

  /** The same for somebody who searches from elsewhere, without any place of this machine. */
  public String ofSearch() {
    return ofSearch;
  }
}
