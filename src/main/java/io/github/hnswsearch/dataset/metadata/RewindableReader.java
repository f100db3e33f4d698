package io.github.hnswsearch.dataset.metadata;

import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;

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

  /** Where it lies in the array. */
  private int first;

  /** Where the next character that is handed out lies. */
  private int next;

  /** Where the characters that are kept end. */
  private int end;

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
    first = index(position);
    start = position;
  }

  /** Hands out what follows a position within the record once more. */
  void rewind(long position) {
    next = index(position);
  }

  private int index(long position) {
    return first + (int) (position - start);
  }

  /** What is kept, from the start of the record on; valid until the next call. */
  CharBuffer record() {
    return CharBuffer.wrap(kept, first, end - first);
  }

  @Override
  public int read(char[] target, int offset, int count) throws IOException {
    if (next == end && !fill()) {
      return -1;
    }
    int read = Math.min(count, end - next);
    System.arraycopy(kept, next, target, offset, read);
    next += read;
    return read;
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (end - first > longest) {
      throw new RecordTooLongException();
    }
    if (end == kept.length) {
      makeRoom();
    }
    int read = in.read(kept, end, Math.min(BLOCK, kept.length - end));
    ended = read < 0;
    end += Math.max(0, read);
    return !ended;
  }

  /** Moves what is kept only where much was forgotten: else each short record would move it all. */
  private void makeRoom() {
    char[] target = first >= kept.length / 4 ? kept : new char[2 * kept.length];
    System.arraycopy(kept, first, target, 0, end - first);
    kept = target;
    next -= first;
    end -= first;
    first = 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
