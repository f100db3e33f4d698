package io.github.hnswsearch.web;

/** Nothing can be searched at the moment; the message says why and what to do. */
final class CollectionsNotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CollectionsNotReadyException(String message) {
    super(message);
  }
}
