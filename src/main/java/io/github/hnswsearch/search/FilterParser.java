package io.github.hnswsearch.search;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.Filter.Ends;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters: {@code category:cs.LG}, {@code author:"Geoffrey Hinton"}, {@code year:2015..2020},
 * {@code year:2020..}, {@code category:(cs.LG,cs.AI)}, {@code -category:cs.CV}.
 *
 * <p>A value with a comma, a bracket, an asterisk, a quote or space at its ends is quoted; within
 * quotes a backslash makes the next character literal.
 */
public final class FilterParser {
  private static final int MAX_CHARACTERS = 2_000;
  private static final Pattern CLAUSE =
      Pattern.compile("(-?)([A-Za-z][A-Za-z0-9_]*):(.*)", Pattern.DOTALL);
  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
  private static final String RANGE = "..";

  private final Schema schema;

  public FilterParser(Schema schema) {
    this.schema = schema;
  }

  /**
   * Reads one filter.
   *
   * @throws InvalidRequestException if it is not one, has a range whose ends are the wrong way
   *     round or a wildcard, or names a field that cannot be filtered, listing those that can
   */
  public Filter parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw invalid(text.substring(0, 40) + "...", "at most " + MAX_CHARACTERS + " characters");
    }
    Matcher clause = CLAUSE.matcher(text.strip());
    if (!clause.matches()) {
      throw invalid(text, "field:value");
    }
    Field field = field(clause.group(2), text);
    List<Filter.Value> values = new ArrayList<>();
    for (Token token : tokens(clause.group(3).strip(), text)) {
      values.add(value(field, token, text));
    }
    return new Filter(field, !clause.group(1).isEmpty(), values);
  }

  private Field field(String name, String text) {
    return schema
        .find(name)
        .filter(field -> field.type() != FieldType.STORED)
        .orElseThrow(() -> unknownField("filter \"" + text + "\"", filterable(schema), name));
  }

  /**
   * A field is unknown, or of a type that does not do.
   *
   * @param where it was named
   * @param known names of the fields that would do, which may be none
   */
  static InvalidRequestException unknownField(String where, List<String> known, String found) {
    return new InvalidRequestException(
        known.isEmpty()
            ? "%s: expected no field, as this collection has none that this can be done with; found \"%s\". Leave it out."
                .formatted(where, found)
            : "%s: expected one of the fields %s, found \"%s\". Name one of those."
                .formatted(where, String.join(", ", known), found));
  }

  /** Names of the fields that a filter may name. */
  public static List<String> filterable(Schema schema) {
    return schema.fields().stream()
        .filter(field -> field.type() != FieldType.STORED)
        .map(Field::name)
        .toList();
  }

  /** A value as written, and whether it stood in quotes. */
  private record Token(String text, boolean quoted) {}

  private static List<Token> tokens(String values, String filter) {
    boolean list = values.startsWith("(") && values.endsWith(")") && values.length() > 1;
    String body = list ? values.substring(1, values.length() - 1) : values;
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    do {
      at = skipSpace(body, at);
      StringBuilder token = new StringBuilder();
      boolean quoted = at < body.length() && body.charAt(at) == '"';
      at = quoted ? readQuoted(body, at, token, filter) : readBare(body, at, token, list);
      if (token.toString().isBlank()) {
        throw invalid(filter, "a value behind the colon");
      }
      tokens.add(new Token(token.toString(), quoted));
      at = skipSpace(body, at);
      if (at < body.length() && !(list && body.charAt(at) == ',')) {
        throw invalid(filter, list ? "a comma between values" : "nothing behind the closing quote");
      }
    } while (at++ < body.length());
    return tokens;
  }

  private static int skipSpace(String text, int at) {
    int next = at;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next;
  }

  private static int readQuoted(String text, int start, StringBuilder token, String filter) {
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        return at + 1;
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
      }
      token.append(text.charAt(at));
    }
    throw invalid(filter, "a closing quote");
  }

  private static int readBare(String text, int start, StringBuilder token, boolean list) {
    int end = list && text.indexOf(',', start) >= 0 ? text.indexOf(',', start) : text.length();
    token.append(text.substring(start, end).strip());
    return end;
  }

  private static Filter.Value value(Field field, Token token, String filter) {
    if (!token.quoted() && token.text().indexOf('*') >= 0) {
      throw new InvalidRequestException(
          "filter \"%s\": expected a value, found a * in it. Filters have no wildcards: category:cs finds all below cs. Quote a value that holds a *, as in title:\"A* search\"."
              .formatted(filter));
    }
    Ends ends = token.quoted() ? null : ends(token.text());
    return switch (field.type()) {
      case LONG -> longRange(ends == null ? new Ends(token.text(), token.text()) : ends, filter);
      case DOUBLE ->
          doubleRange(ends == null ? new Ends(token.text(), token.text()) : ends, filter);
      case DATE -> days(ends == null ? new Ends(token.text(), token.text()) : ends, filter);
      case TEXT, KEYWORD, CATEGORY, NAME, STORED -> new Filter.Exact(token.text(), token.quoted());
    };
  }

  private static @Nullable Ends ends(String text) {
    int dots = text.indexOf(RANGE);
    if (dots < 0) {
      return null;
    }
    String from = text.substring(0, dots).strip();
    String to = text.substring(dots + RANGE.length()).strip();
    return new Ends(from.isEmpty() ? null : from, to.isEmpty() ? null : to);
  }

  private static Filter.LongRange longRange(Ends ends, String filter) {
    try {
      long min = ends.from() == null ? Long.MIN_VALUE : Long.parseLong(ends.from());
      long max = ends.to() == null ? Long.MAX_VALUE : Long.parseLong(ends.to());
      requireOrder(min <= max, ends, filter);
      return new Filter.LongRange(min, max);
    } catch (NumberFormatException e) {
      throw invalid(filter, "a whole number, or a range such as 2015..2020");
    }
  }

  private static Filter.DoubleRange doubleRange(Ends ends, String filter) {
    try {
      double min = ends.from() == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(ends.from());
      double max = ends.to() == null ? Double.POSITIVE_INFINITY : Double.parseDouble(ends.to());
      if (Double.isNaN(min) || Double.isNaN(max)) {
        throw new NumberFormatException("NaN lies in no range");
      }
      requireOrder(min <= max, ends, filter);
      return new Filter.DoubleRange(min, max);
    } catch (NumberFormatException e) {
      throw invalid(filter, "a number, or a range such as 0.5..2");
    }
  }

  private static Filter.LongRange days(Ends ends, String filter) {
    try {
      long min = ends.from() == null ? Long.MIN_VALUE : firstDay(ends.from()).toEpochDay();
      long max = ends.to() == null ? Long.MAX_VALUE : lastDay(ends.to()).toEpochDay();
      requireOrder(min <= max, ends, filter);
      return new Filter.LongRange(min, max);
    } catch (DateTimeException e) {
      throw invalid(filter, "a day, month or year such as 2017-06-12, 2017-06 or 2017");
    }
  }

  /** A range whose ends are the wrong way round would pass nothing, which nobody asks for. */
  private static void requireOrder(boolean ordered, Ends ends, String filter) {
    if (!ordered) {
      throw new InvalidRequestException(
          "filter \"%s\": expected the lower end of a range first, found %s before %s. Write %s..%s."
              .formatted(filter, ends.from(), ends.to(), ends.to(), ends.from()));
    }
  }

  private static LocalDate firstDay(String text) {
    if (YEAR.matcher(text).matches()) {
      return LocalDate.of(Integer.parseInt(text), 1, 1);
    }
    return MONTH.matcher(text).matches() ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text);
  }

  private static LocalDate lastDay(String text) {
    if (YEAR.matcher(text).matches()) {
      return LocalDate.of(Integer.parseInt(text), 12, 31);
    }
    return MONTH.matcher(text).matches()
        ? YearMonth.parse(text).atEndOfMonth()
        : LocalDate.parse(text);
  }

  private static InvalidRequestException invalid(String filter, String expected) {
    return new InvalidRequestException(
        "filter: expected %s, found \"%s\". Write it like category:cs.LG or year:2015..2020."
            .formatted(expected, filter));
  }
}
