package io.github.hnswsearch.dataset.metadata;

import java.io.CharArrayReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a text of comma-separated values (RFC 4180, read leniently).
 *
 * <p>A stray quote makes one record of all lines up to the next quote. Such a record can be given
 * up: then its first line alone is, and the lines after it are read as records of their own.
 */
final class CsvRecords implements Closeable {
  private static final CSVFormat STRICT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  private static final CSVFormat LENIENT =
      STRICT.builder().setTrailingData(true).setLenientEof(true).get();

  /** So often the longest record, and all that came before, may be read again. */
  private static final int MOST_REREAD = 4;

  /** Many records of the file are given up, each of them very long. */
  static final class TooManyQuotesException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final RewindableReader reader;
  private final long longest;
  private CSVParser parser;
  private Iterator<CSVRecord> records;
  private long nextStart;
  private long linesBefore;
  private long line;
  private long reread;

  /**
   * @param longest characters of the longest record
   */
  CsvRecords(Reader in, int longest) throws IOException {
    reader = new RewindableReader(in, longest);
    this.longest = longest;
    parser = CSVParser.builder().setReader(reader).setFormat(LENIENT).get();
    records = parser.iterator();
  }

  /**
   * A record, or null after the last.
   *
   * @throws RewindableReader.RecordTooLongException if it is longer than the longest; it too can be
   *     given up
   */
  @Nullable List<String> next() throws IOException {
    long before = linesRead();
    reader.startRecord(nextStart);
    try {
      return records.hasNext() ? Arrays.asList(records.next().values()) : null;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      // The parser tells on which line a record ends, but not at which character.
      CharBuffer text = reader.record();
      nextStart += afterLines(text, linesRead() - before);
      line = before + 1 + emptyLines(text);
    }
  }

  /** One-based line on which the last record starts, or the next where there is none. */
  long line() {
    return line;
  }

  /** Lines that have been read. */
  long linesRead() {
    return linesBefore + parser.getCurrentLineNumber();
  }

  /** Whether a record reaches over the end of a line; that can only be within quotes. */
  static boolean spansLines(List<String> record) {
    return record.stream().anyMatch(value -> value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0);
  }

  /**
   * Whether each quote of the last record stands where the RFC has it: at the start of a value or
   * at its end, or doubled.
   */
  boolean isWellQuoted() throws IOException {
    CharBuffer text = reader.record();
    try (CSVParser strict =
        CSVParser.builder()
            .setReader(new CharArrayReader(text.array(), text.position(), text.length()))
            .setFormat(STRICT)
            .get()) {
      strict.iterator().next();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /**
   * Gives up the first line of the last record, and goes on with the line after it.
   *
   * @throws RewindableReader.RecordTooLongException if that line alone is longer than the longest
   */
  void giveUpLine() throws IOException {
    CharBuffer text = reader.record();
    int end = afterLines(text, emptyLines(text) + 1);
    if (end == text.length() && !endsLine(text, end - 1)) {
      throw new RewindableReader.RecordTooLongException();
    }
    reread += nextStart - reader.recordStart();
    if (reread > MOST_REREAD * (longest + reader.recordStart())) {
      throw new TooManyQuotesException();
    }
    linesBefore = line;
    nextStart = reader.recordStart() + end;
    reader.rewind(nextStart);
    parser = CSVParser.builder().setReader(reader).setFormat(LENIENT).get();
    records = parser.iterator();
  }

  /** Empty lines before the record. */
  private static long emptyLines(CharBuffer text) {
    long lines = 0;
    for (int i = 0; i < text.length() && isOfLineEnd(text.charAt(i)); i++) {
      lines += endsLine(text, i) ? 1 : 0;
    }
    return lines;
  }

  /** Where so many lines have ended; the end of the text where it has no more. */
  private static int afterLines(CharBuffer text, long lines) {
    long missing = lines;
    int at = 0;
    while (missing > 0 && at < text.length()) {
      missing -= endsLine(text, at) ? 1 : 0;
      at++;
    }
    return at;
  }

  private static boolean endsLine(CharBuffer text, int at) {
    char c = text.charAt(at);
    return c == '\n' || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'));
  }

  private static boolean isOfLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
