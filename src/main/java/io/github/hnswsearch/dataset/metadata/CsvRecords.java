package io.github.hnswsearch.dataset.metadata;

import java.io.CharArrayReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
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

  /** So often the longest record may be read again before the file is refused. */
  private static final int MOST_REREAD = 4;

  /** Many records of the file are given up, each of them very long. */
  static final class TooManyQuotesException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final RewindableReader reader;
  private final long mostReread;
  private CSVParser parser;
  private Iterator<CSVRecord> records;
  private long parserStart;
  private long nextStartsAfter;
  private long linesBefore;
  private long line;
  private long reread;

  /**
   * @param longest characters of the longest record
   */
  CsvRecords(Reader in, int longest) throws IOException {
    reader = new RewindableReader(in, longest);
    mostReread = (long) longest * MOST_REREAD;
    parser = CSVParser.builder().setReader(reader).setFormat(LENIENT).get();
    records = parser.iterator();
  }

  /** A record, or null after the last. */
  @Nullable List<String> next() throws IOException {
    line = linesBefore + parser.getCurrentLineNumber() + 1;
    reader.startRecord(nextStartsAfter);
    try {
      if (!records.hasNext()) {
        return null;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    CSVRecord record = records.next();
    List<String> values = Arrays.asList(record.values());
    long start = parserStart + record.getCharacterPosition();
    reader.startRecord(start);
    RewindableReader.Text text = reader.record();
    line += lines(text, emptyLines(text));
    nextStartsAfter = start + characters(values);
    return values;
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
    RewindableReader.Text text = reader.record();
    try (CSVParser strict =
        CSVParser.builder()
            .setReader(new CharArrayReader(text.characters(), 0, text.length()))
            .setFormat(STRICT)
            .get()) {
      strict.iterator().next();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Gives up the first line of the last record, and goes on with the line after it. */
  void giveUpLine(List<String> record) throws IOException {
    reread += characters(record);
    if (reread > mostReread) {
      throw new TooManyQuotesException();
    }
    RewindableReader.Text text = reader.record();
    int end = emptyLines(text);
    long before = lines(text, end);
    while (end < text.length() && !isLineEnd(text.characters()[end])) {
      end++;
    }
    if (end + 1 < text.length()
        && text.characters()[end] == '\r'
        && text.characters()[end + 1] == '\n') {
      end++;
    }
    end = Math.min(end + 1, text.length());
    linesBefore = line - 1 + lines(text, end) - before;
    parserStart = reader.recordStart() + end;
    nextStartsAfter = parserStart;
    reader.rewind(parserStart);
    parser = CSVParser.builder().setReader(reader).setFormat(LENIENT).get();
    records = parser.iterator();
  }

  /** As few as a record can take in the file: without quotes and commas. */
  private static long characters(List<String> record) {
    return record.stream().mapToLong(String::length).sum();
  }

  /** Characters of the empty lines before the record. */
  private static int emptyLines(RewindableReader.Text text) {
    int end = 0;
    while (end < text.length() && isLineEnd(text.characters()[end])) {
      end++;
    }
    return end;
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static long lines(RewindableReader.Text text, int end) {
    long lines = 0;
    for (int i = 0; i < end; i++) {
      char c = text.characters()[i];
      if (c == '\n' || (c == '\r' && (i + 1 == end || text.characters()[i + 1] != '\n'))) {
        lines++;
      }
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
