package io.github.hnswsearch.search;

/**
 * A request that cannot be answered as it stands. The message is complete for its sender: which
 * parameter, what was expected, what was found, what to do.
 */
public class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String message) {
    super(message);
  }

  /**
   * @param cause may say more than its sender is to know
   */
  InvalidRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
