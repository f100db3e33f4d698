package io.github.hnswsearch.dataset.metadata;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Characters that can be read once more from the start of the record that is being read. A record
 * has a bounded length, so that a quote that is never closed does not collect the rest of the file.
 */
final class RewindableReader extends Reader {
  private static final int BLOCK = 1 << 13;

  /** A record that is longer than any that is kept. */
  static final class RecordTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final Reader in;
  private final int longest;
  private char[] kept = new char[2 * BLOCK];

  /** Position of the first character that is kept. */
  private long start;

  /** How many characters are kept. */
  private int length;

  /** How many of them have been handed out. */
  private int given;

  private boolean ended;

  /**
   * @param longest characters of the longest record
   */
  RewindableReader(Reader in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The number of characters before the record. */
  long recordStart() {
    return start;
  }

  /** Forgets what lies before the record that starts at a position. */
  void startRecord(long position) {
    int before = (int) (position - start);
    System.arraycopy(kept, before, kept, 0, length - before);
    start = position;
    length -= before;
    given -= before;
  }

  /** Hands out what follows a position within the record once more. */
  void rewind(long position) {
    given = (int) (position - start);
  }

  /** What is kept, from the start of the record on; valid until the next call. */
  Text record() {
    return new Text(kept, length);
  }

  /** Characters of an array from its start on. */
  record Text(char[] characters, int length) {}

  @Override
  public int read(char[] target, int offset, int count) throws IOException {
    if (given == length && !fill()) {
      return -1;
    }
    int read = Math.min(count, length - given);
    System.arraycopy(kept, given, target, offset, read);
    given += read;
    return read;
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (length > longest) {
      throw new RecordTooLongException();
    }
    if (kept.length - length < BLOCK) {
      kept = Arrays.copyOf(kept, 2 * kept.length);
    }
    int read = in.read(kept, length, BLOCK);
    ended = read < 0;
    length += Math.max(0, read);
    return !ended;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
