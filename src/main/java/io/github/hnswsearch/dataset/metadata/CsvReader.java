package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Schema;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A file of comma-separated values with a header line (RFC 4180, read leniently). */
final class CsvReader implements MetadataReader {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setIgnoreEmptyLines(true)
          .setTrailingData(true)
          .setLenientEof(true)
          .get();

  private final MetadataFile file;
  private final RecordFormat<Columns> format;
  private final MetadataProblems problems;
  private final BoundedReader reader;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> header;

  CsvReader(MetadataFile file, RecordFormat<Columns> format, MetadataProblems problems)
      throws IOException {
    this.file = file;
    this.format = format;
    this.problems = problems;
    reader =
        new BoundedReader(
            new InputStreamReader(file.stream(), StandardCharsets.UTF_8.newDecoder()));
    parser = CSVParser.builder().setReader(reader).setFormat(FORMAT).get();
    records = parser.iterator();
    CSVRecord first = nextRecord();
    header = first == null ? List.of() : first.stream().map(String::strip).toList();
    checkHeader();
  }

  private void checkHeader() throws BadInputException {
    List<String> keys = format.keyColumns();
    if (keys.stream().noneMatch(header::contains)) {
      throw badHeader(
          "a column " + String.join(" or ", keys),
          "Check metadata.format, or name the column that equals the embeddings' id with"
              + " metadata.key");
    }
    for (String column : format.requiredColumns()) {
      if (!header.contains(column)) {
        throw badHeader("a column " + column, "Correct metadata.fields");
      }
    }
    for (String column : header) {
      boolean used = keys.contains(column) || format.requiredColumns().contains(column);
      if (used && header.indexOf(column) != header.lastIndexOf(column)) {
        throw badHeader("one column " + column, "Give every column a name of its own");
      }
    }
  }

  private BadInputException badHeader(String expected, String advice) {
    return new BadInputException(
        file.path() + ", header",
        "expected " + expected + ", found " + MetadataProblems.quote(String.join(",", header)),
        advice);
  }

  @Override
  public Schema schema() {
    return new Schema(format.fields());
  }

  @Override
  public @Nullable MetadataLine next() throws IOException {
    while (true) {
      long number = parser.getCurrentLineNumber() + 1;
      CSVRecord row = nextRecord();
      if (row == null) {
        file.refuseIfAllBad(problems);
        return null;
      }
      problems.line();
      try {
        return line(number, row);
      } catch (BadLineException e) {
        problems.badLine(number, e.getMessage());
      }
    }
  }

  private MetadataLine line(long number, CSVRecord row) throws BadLineException {
    if (row.size() != header.size()) {
      throw new BadLineException("expected " + header.size() + " columns, found " + row.size());
    }
    Columns columns = column -> value(row, column);
    return new MetadataLine(
        number,
        format.keys(columns),
        () -> {
          EntryBuilder entry = new EntryBuilder(number, problems);
          format.describe(columns, entry);
          return entry.build();
        });
  }

  private List<String> value(CSVRecord row, String column) {
    int index = header.indexOf(column);
    String text = index < 0 ? "" : row.get(index).strip();
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private @Nullable CSVRecord nextRecord() throws BadInputException {
    long line = parser.getCurrentLineNumber();
    reader.startRecord();
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      throw unreadable(line, e.getCause());
    }
  }

  private BadInputException unreadable(long line, IOException e) {
    // The parser reads ahead, so the place is no earlier but perhaps later.
    String where = file.path() + ", line " + (line + 1) + " or after";
    return switch (e) {
      case CharacterCodingException encoding ->
          new BadInputException(
              where,
              "expected text in UTF-8, found other bytes",
              "Convert the file to UTF-8, for example with iconv",
              e);
      case RecordTooLongException tooLong ->
          new BadInputException(
              where,
              "expected records of at most " + MetadataFile.LONGEST_RECORD + " characters",
              "Look for a quote there that is not closed",
              e);
      default -> file.unreadable(line, e);
    };
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private static final class RecordTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Stops a quote that is never closed from collecting the rest of the file. */
  private static final class BoundedReader extends FilterReader {
    private long count;

    BoundedReader(Reader in) {
      super(in);
    }

    void startRecord() {
      count = 0;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws RecordTooLongException {
      count += read;
      if (count > MetadataFile.LONGEST_RECORD) {
        throw new RecordTooLongException();
      }
    }
  }
}
