package io.github.hnswsearch.dataset.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.record.ArxivArchives;
import io.github.hnswsearch.record.ArxivId;
import io.github.hnswsearch.record.ArxivReference;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The records of arXiv's metadata snapshot. A record may lack anything but its id; {@code year} is
 * read where a record has it instead of versions.
 *
 * <p>Two stored fields say what the others lack: {@code author_rest} is {@code et al.} where only
 * the first authors are named, {@code date_precision} is {@code month} where the date is that of
 * the id, whose day is unknown and stands as the first.
 */
final class ArxivFormat implements RecordFormat<JsonColumns> {
  private static final Field TITLE = new Field("title", FieldType.TEXT);
  private static final Field AUTHOR = new Field("author", FieldType.NAME);
  private static final Field AUTHOR_REST = new Field("author_rest", FieldType.STORED);
  private static final Field ABSTRACT = new Field("abstract", FieldType.TEXT);
  private static final Field CATEGORY = new Field("category", FieldType.CATEGORY);
  private static final Field YEAR = new Field("year", FieldType.LONG);
  private static final Field DATE = new Field("date", FieldType.DATE);
  private static final Field DATE_PRECISION = new Field("date_precision", FieldType.STORED);
  private static final Field UPDATED = new Field("updated", FieldType.DATE);
  private static final Field DOI = new Field("doi", FieldType.KEYWORD);
  private static final Field JOURNAL = new Field("journal", FieldType.TEXT);
  private static final Field LICENSE = new Field("license", FieldType.KEYWORD);
  private static final Field COMMENTS = new Field("comments", FieldType.STORED);
  private static final Field REPORT_NO = new Field("report_no", FieldType.KEYWORD);

  private static final Pattern WHITESPACE = Pattern.compile("\\s+");
  private static final Pattern LIST = Pattern.compile("\\s*[,;]\\s*");
  private static final Pattern WHITESPACE_OR_LIST = Pattern.compile("[\\s,;]+");
  private static final String VERSIONS = "versions";

  @Override
  public List<Field> fields() {
    return List.of(
        TITLE,
        AUTHOR,
        ABSTRACT,
        CATEGORY,
        YEAR,
        DATE,
        UPDATED,
        DOI,
        JOURNAL,
        LICENSE,
        COMMENTS,
        REPORT_NO,
        AUTHOR_REST,
        DATE_PRECISION);
  }

  @Override
  public List<String> keyColumns() {
    return List.of("id");
  }

  @Override
  public List<String> keys(JsonColumns columns) throws BadLineException {
    return List.of(id(columns).itemId());
  }

  private static ArxivId id(JsonColumns columns) throws BadLineException {
    List<String> values = columns.values("id");
    if (values.isEmpty()) {
      throw new BadLineException("expected a value of id, found none");
    }
    if (ArxivReference.parse(values.getFirst()) instanceof ArxivReference.Whole whole) {
      return whole.id();
    }
    throw new BadLineException(
        "expected an arXiv id, found " + MetadataProblems.quote(values.getFirst()));
  }

  @Override
  public void describe(JsonColumns columns, EntryBuilder entry) {
    entry.add(TITLE, columns, "title");
    entry.add(AUTHOR, "authors", authors(columns));
    if (columns.values("authors").stream().anyMatch(AuthorNames::isCut)) {
      entry.add(AUTHOR_REST, "authors", List.of("et al."));
    }
    entry.add(ABSTRACT, columns, "abstract");
    entry.add(CATEGORY, "categories", categories(columns));
    describeDates(columns, entry);
    entry.add(UPDATED, columns, "update_date");
    entry.add(DOI, "doi", split(columns, "doi", WHITESPACE));
    entry.add(JOURNAL, columns, "journal-ref");
    entry.add(LICENSE, columns, "license");
    entry.add(
        COMMENTS,
        "comments",
        columns.values("comments").stream().map(FieldValue::oneLine).toList());
    entry.add(REPORT_NO, "report-no", split(columns, "report-no", LIST));
  }

  private static List<String> authors(JsonColumns columns) {
    List<String> names = new ArrayList<>();
    for (JsonNode parts : columns.node("authors_parsed")) {
      names.add(
          AuthorNames.join(
              parts.path(0).asText(""), parts.path(1).asText(""), parts.path(2).asText("")));
    }
    names.removeIf(String::isEmpty);
    return names.isEmpty()
        ? columns.values("authors").stream()
            .flatMap(line -> AuthorNames.split(line).stream())
            .toList()
        : names;
  }

  /** Authors append classes of MSC and ACM to the categories; those are left out. */
  private static List<String> categories(JsonColumns columns) {
    return split(columns, "categories", WHITESPACE_OR_LIST).stream()
        .filter(ArxivArchives::isCategory)
        .distinct()
        .toList();
  }

  private static void describeDates(JsonColumns columns, EntryBuilder entry) {
    LocalDate day = firstVersion(columns, entry).orElse(null);
    if (day != null) {
      entry.add(YEAR, VERSIONS, List.of(Integer.toString(day.getYear())));
      entry.add(DATE, VERSIONS, List.of(day.toString()));
      return;
    }
    LocalDate month;
    try {
      month = id(columns).month().atDay(1);
    } catch (BadLineException e) {
      throw new IllegalStateException("described before its keys were read", e);
    }
    entry.add(YEAR, columns, "year");
    if (!entry.has(YEAR)) {
      entry.add(YEAR, "id", List.of(Integer.toString(month.getYear())));
    }
    entry.add(DATE, "id", List.of(month.toString()));
    entry.add(DATE_PRECISION, "id", List.of("month"));
  }

  private static Optional<LocalDate> firstVersion(JsonColumns columns, EntryBuilder entry) {
    String created = columns.node(VERSIONS).path(0).path("created").asText("");
    if (created.isEmpty()) {
      return Optional.empty();
    }
    // The weekday says nothing that the date does not, and may contradict it.
    String day = created.substring(created.indexOf(',') + 1).strip();
    try {
      return Optional.of(LocalDate.parse(day, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      entry.drop(VERSIONS, "a time such as \"Mon, 2 Apr 2007 19:18:42 GMT\"", created);
      return Optional.empty();
    }
  }

  private static List<String> split(JsonColumns columns, String column, Pattern separator) {
    return columns.values(column).stream()
        .flatMap(text -> separator.splitAsStream(FieldValue.oneLine(text)))
        .toList();
  }
}
