package io.github.hnswsearch.search;

/** A collection or an item that does not exist; the message says which, and what there is. */
public class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(String message) {
    super(message);
  }
}
