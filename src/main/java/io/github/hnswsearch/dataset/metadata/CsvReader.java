package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of comma-separated values with a header line (RFC 4180, read leniently). */
final class CsvReader implements MetadataReader {
  private final MetadataFile file;
  private final RecordFormat<Columns> format;
  private final MetadataProblems problems;
  private final CsvRecords records;
  private final List<String> header;

  CsvReader(MetadataFile file, RecordFormat<Columns> format, MetadataProblems problems)
      throws IOException {
    this.file = file;
    this.format = format;
    this.problems = problems;
    records =
        new CsvRecords(
            new InputStreamReader(file.stream(), StandardCharsets.UTF_8.newDecoder()),
            MetadataFile.LONGEST_RECORD);
    header = readHeader();
    checkHeader();
  }

  private List<String> readHeader() throws BadInputException {
    try {
      List<String> first = records.next();
      return first == null ? List.of() : first.stream().map(String::strip).toList();
    } catch (IOException e) {
      throw unreadable(e);
    }
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
      try {
        List<String> row = nextRow();
        if (row == null) {
          file.refuseIfAllBad(problems);
          return null;
        }
        problems.line();
        return line(records.line(), row);
      } catch (BadLineException e) {
        problems.badLine(records.line(), e.getMessage());
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  private @Nullable List<String> nextRow() throws IOException, BadLineException {
    try {
      List<String> row = records.next();
      if (row == null || !CsvRecords.spansLines(row) || isOneRow(row)) {
        return row;
      }
    } catch (RewindableReader.RecordTooLongException e) {
      // Its first line is given up, as that of a shorter one whose quotes are not closed.
    }
    records.giveUpLine();
    problems.line();
    throw new BadLineException("expected every quote to be closed, found one that is not");
  }

  /** Whether lines that quotes join are meant as one row. */
  private boolean isOneRow(List<String> row) throws IOException {
    return row.size() == header.size() && records.isWellQuoted();
  }

  private MetadataLine line(long number, List<String> row) throws BadLineException {
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

  private List<String> value(List<String> row, String column) {
    int index = header.indexOf(column);
    String text = index < 0 ? "" : row.get(index).strip();
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private BadInputException unreadable(IOException e) {
    // The parser reads ahead, so the place is no earlier but perhaps later.
    String where = file.path() + ", line " + records.line() + " or after";
    return switch (e) {
      case CharacterCodingException encoding ->
          new BadInputException(
              where,
              "expected text in UTF-8, found other bytes",
              "Convert the file to UTF-8, for example with iconv",
              e);
      case CsvRecords.TooManyQuotesException quotes ->
          new BadInputException(
              where,
              "expected quotes to be closed, found long stretches of lines between those that are"
                  + " not",
              "Check that the file quotes values as RFC 4180 has it",
              e);
      case RewindableReader.RecordTooLongException tooLong ->
          new BadInputException(
              where,
              "expected lines of at most " + MetadataFile.LONGEST_RECORD + " characters",
              "Check that the file is CSV with one record a line",
              e);
      default -> file.unreadable(records.line() - 1, e);
    };
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
