package io.github.hnswsearch.dataset.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of bytes, so that decoding and its errors stay within a line. */
final class LineReader {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private byte[] line = new byte[BUFFER];
  private int length;
  private boolean tooLong;
  private long number;

  /**
   * @param longest bytes of the longest line that is kept
   */
  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Moves to the next line; false after the last. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    if (position == limit && !fill()) {
      return false;
    }
    number++;
    do {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      append(position, end);
      position = end;
      if (end < limit) {
        position++;
        break;
      }
    } while (fill());
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return true;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  private void append(int from, int to) {
    int count = to - from;
    if (tooLong || length + count > longest) {
      tooLong = true;
      return;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.min(longest, Math.max(length + count, 2 * line.length)));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }

  /** One-based. */
  long number() {
    return number;
  }

  /** Whether the line was longer than is kept; its bytes are then of no use. */
  boolean tooLong() {
    return tooLong;
  }

  /** Holds the line from its start; valid until the next call of {@link #next()}. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] > ' ' || line[i] < 0) {
        return false;
      }
    }
    return !tooLong;
  }
}
