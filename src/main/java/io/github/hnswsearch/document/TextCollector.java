package io.github.hnswsearch.document;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;

/**
 * Keeps the start of a text that may be of any length, tidied: one blank between words, one line
 * break between lines. Ends when its thread is interrupted.
 */
final class TextCollector extends Writer {
  /** Says that nothing more is kept; thrown to end the parser that writes. */
  static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final char NONE = 0;

  private final StringBuilder text = new StringBuilder();
  private final int limit;
  private char pending = NONE;

  /**
   * @param limit characters that are kept
   */
  TextCollector(int limit) {
    this.limit = limit;
  }

  /**
   * @throws FullException once the limit is passed
   */
  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("given up");
    }
    for (int i = offset; i < offset + length; i++) {
      char c = buffer[i];
      if (c == '\n' || c == '\r' || c == '\f' || c == '\u2028' || c == '\u2029') {
        pending = '\n';
      } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\0') {
        pending = pending == NONE ? ' ' : pending;
      } else {
        add(c);
      }
    }
  }

  private void add(char c) throws FullException {
    if (pending != NONE && !text.isEmpty()) {
      keep(pending);
    }
    pending = NONE;
    keep(c);
  }

  private void keep(char c) throws FullException {
    if (text.length() == limit) {
      throw new FullException();
    }
    text.append(c);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
