package io.github.hnswsearch.web;

/** A picture of the web that did not come, or that cannot be shown; the message says why. */
final class PictureUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean late;

  /**
   * @param late whether it would have come with more time
   */
  PictureUnavailableException(String message, boolean late) {
    super(message);
    this.late = late;
  }

  boolean isLate() {
    return late;
  }
}
