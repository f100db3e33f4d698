package io.github.hnswsearch.dataset.metadata;

/** A record that is left out; its message says what is wrong with it. */
final class BadLineException extends Exception {
  private static final long serialVersionUID = 1L;

  BadLineException(String problem) {
    // No stack trace: a file may hold a million bad lines.
    super(problem, null, false, false);
  }
}
