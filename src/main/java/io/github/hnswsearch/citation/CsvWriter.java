package io.github.hnswsearch.citation;

import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.RankedDocument;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/**
 * CSV of RFC 4180: a header, then {@code rank}, {@code id}, {@code url}, {@code similarity}, {@code
 * score} and the collection's fields, each cell in quotation marks. Several values of a field are
 * joined by {@code "; "}; a field without a value is an empty cell without quotation marks.
 *
 * <p>A value that starts with {@code = + - @}, also after white space or in full width, gets an
 * apostrophe before it, because spreadsheets would run it as a formula (OWASP, "CSV Injection").
 * Plain numbers do not. What must be exact is in JSON Lines.
 */
final class CsvWriter implements ItemWriter {
  private static final Pattern FORMULA =
      Pattern.compile("[\\s\\p{Z}\\p{C}]*+[=+\\-@＝＋－＠].*+", Pattern.DOTALL);
  private static final Pattern STARTS_WITH_CONTROL = Pattern.compile("\\p{Cc}.*+", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

  /** What no text has; the NUL ends a cell in some programs. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\r\\n]]+");

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).get();

  private final CSVPrinter printer;
  private final List<String> fields;

  CsvWriter(Writer out, List<String> fields) throws IOException {
    this.printer = new CSVPrinter(out, FORMAT);
    this.fields = List.copyOf(fields);
    List<String> header = new ArrayList<>(List.of("rank", "id", "url", "similarity", "score"));
    for (String field : fields) {
      // A column of the source may have the name of one of the first five.
      header.add(header.contains(field) ? "fields." + field : field);
    }
    printer.printRecord(header);
  }

  @Override
  public void write(RankedDocument item) throws IOException {
    List<@Nullable String> row = new ArrayList<>(fields.size() + 5);
    Document document = item.document();
    Double similarity = item.similarity();
    row.add(Integer.toString(item.rank()));
    row.add(harmless(document.id()));
    row.add(harmless(document.url()));
    row.add(similarity == null ? null : similarity.toString());
    row.add(Double.toString(item.score()));
    for (String field : fields) {
      List<String> values = FieldValues.of(document, field);
      row.add(
          values.isEmpty()
              ? null
              : values.stream().map(CsvWriter::harmless).collect(Collectors.joining("; ")));
    }
    printer.printRecord(row);
  }

  /** A value that no spreadsheet runs. */
  static String harmless(String value) {
    boolean starts =
        FORMULA.matcher(value).matches() || STARTS_WITH_CONTROL.matcher(value).matches();
    String text = CONTROL.matcher(value).replaceAll("");
    return starts && !NUMBER.matcher(value).matches() ? "'" + text : text;
  }
}
