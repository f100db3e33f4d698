package io.github.hnswsearch.search;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a typed text asks for: conditions that every leg must meet, words to rank by, and a text to
 * embed.
 *
 * <p>{@code [-]field:value} of a known field is a filter, in the syntax of {@link FilterParser}; so
 * is {@code -word}, which no text or name field may hold. Where operators, groups, ranges in
 * brackets or patterns make a query of the text, nothing is lifted out of it: the keyword leg alone
 * follows them.
 *
 * @param filters lifted out of the text
 * @param words the text for the keyword leg, in its query syntax. Values of text and name fields
 *     that are asked for stay in it, as they are scored; blank where there is nothing to score
 * @param embedded the text for the encoder, without filters, operators and field names; blank where
 *     the text holds nothing else
 * @param syntax whether the text is a query that the keyword leg alone follows
 * @param warnings clauses that look like filters and are none, in sentences
 */
record QueryText(
    List<Filter> filters, String words, String embedded, boolean syntax, List<String> warnings) {

  /** Characters of all values that are lifted: as many terms as a query can hold, with room. */
  private static final int MAX_LIFTED_CHARACTERS = 400;

  /** A word to exclude; what begins with a digit is a number below zero. */
  private static final Pattern WORD = Pattern.compile("\\p{L}[^:()\\[\\]{}\"*?~^\\\\]*");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private static final String NOT = "NOT";

  /**
   * Reads a text; never fails.
   *
   * @param schema the fields that it may name
   */
  static QueryText of(String text, Schema schema) {
    List<TextPiece> pieces = TextPiece.split(text, schema);
    return pieces.stream().anyMatch(TextPiece::isSyntax)
        ? asSyntax(text, pieces)
        : new Reader(schema).read(text, pieces);
  }

  /** The text as it is for the keyword leg, and what it is about for the encoder. */
  private static QueryText asSyntax(String text, List<TextPiece> pieces) {
    List<String> embedded = new ArrayList<>();
    boolean negated = false;
    for (TextPiece piece : pieces) {
      boolean excluded = negated || piece.excludes();
      negated = piece.isOperator() && piece.value().equals(NOT);
      if (!excluded && !piece.isOperator() && (piece.field() == null || isWorded(piece.field()))) {
        embedded.add(piece.value());
      }
    }
    return new QueryText(List.of(), text, String.join(" ", embedded), true, List.of());
  }

  /** Whether the words of a field are part of keyword search. */
  private static boolean isWorded(Field field) {
    return field.type() == FieldType.TEXT || field.type() == FieldType.NAME;
  }

  /** Takes a text without operators apart. */
  private static final class Reader {
    private final Schema schema;
    private final FilterParser parser;
    private final List<Filter> filters = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<String> embedded = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Reader(Schema schema) {
      this.schema = schema;
      this.parser = new FilterParser(schema);
    }

    QueryText read(String text, List<TextPiece> pieces) {
      pieces.forEach(this::read);
      if (characters(filters) > MAX_LIFTED_CHARACTERS) {
        return asSyntax(text, pieces);
      }
      // A text with nothing to lift stays as it was typed, spaces and all.
      return filters.isEmpty()
          ? new QueryText(filters, text, text, false, warnings)
          : new QueryText(
              filters, String.join(" ", words), String.join(" ", embedded), false, warnings);
    }

    private void read(TextPiece piece) {
      Field field = piece.field();
      if (field != null) {
        condition(piece, field);
      } else if (piece.negated() && isExcludable(piece.value())) {
        exclude(piece.value());
      } else {
        keep(piece);
      }
    }

    private void keep(TextPiece piece) {
      words.add(piece.text());
      embedded.add(piece.text());
    }

    private void condition(TextPiece piece, Field field) {
      try {
        Filter filter =
            parser.parse((piece.negated() ? "-" : "") + field.name() + ":" + piece.value());
        filters.add(filter);
        if (!filter.negated() && isWorded(field)) {
          words.add(scored(filter));
        }
      } catch (InvalidRequestException e) {
        warnings.add("\"%s\" was searched as words. %s".formatted(piece.text(), e.getMessage()));
        keep(piece);
      }
    }

    private boolean isExcludable(String value) {
      boolean word = TextPiece.isQuoted(value) || WORD.matcher(value).matches();
      return word && schema.fields().stream().anyMatch(QueryText::isWorded);
    }

    /** In none of the fields that keyword search looks in. */
    private void exclude(String value) {
      String phrase = TextPiece.unquoted(value);
      schema.fields().stream()
          .filter(QueryText::isWorded)
          .map(field -> new Filter(field, true, List.of(new Filter.Exact(phrase, true))))
          .forEach(filters::add);
    }

    /** The values of a text or name field in the query syntax: each matches what passes. */
    private static String scored(Filter filter) {
      String values =
          filter.values().stream()
              .map(value -> scored(filter.field(), (Filter.Exact) value))
              .collect(Collectors.joining(" "));
      return "%s:(%s)".formatted(filter.field().name(), values);
    }

    /** A phrase of a text is one; a name is found by its parts in any order. */
    private static String scored(Field field, Filter.Exact value) {
      return field.type() == FieldType.TEXT && value.phrase()
          ? FilterText.quoted(value.text())
          : SPACE
              .splitAsStream(value.text().strip())
              .map(FilterText::quoted)
              .collect(Collectors.joining(" "));
    }

    private static int characters(List<Filter> filters) {
      return filters.stream()
          .flatMap(filter -> filter.values().stream())
          .mapToInt(value -> value instanceof Filter.Exact exact ? exact.text().length() : 1)
          .sum();
    }
  }
}
