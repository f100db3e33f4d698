package io.github.hnswsearch.web;

/** Nothing can be searched at the moment; the message says why and what to do. */
final class CollectionsNotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean opening;

  CollectionsNotReadyException(String message) {
    this(message, false);
  }

  /**
   * @param opening whether waiting is all there is to do
   */
  CollectionsNotReadyException(String message, boolean opening) {
    super(message);
    this.opening = opening;
  }

  boolean isOpening() {
    return opening;
  }
}
