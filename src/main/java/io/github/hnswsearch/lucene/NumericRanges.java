package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Field;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** Ranges of Lucene's query syntax over number and date fields: {@code year:[2015 TO 2020]}. */
final class NumericRanges {
  private NumericRanges() {}

  /**
   * A range over a field, null where the field is none of numbers or days.
   *
   * @param from null for an open end
   * @param to null for an open end
   * @throws ParseException if an end cannot be read as the field's type
   */
  static @Nullable Query of(
      Field field,
      @Nullable String from,
      @Nullable String to,
      boolean includeFrom,
      boolean includeTo)
      throws ParseException {
    try {
      return switch (field.type()) {
        case LONG -> longs(field, number(from), number(to), includeFrom, includeTo);
        case DATE -> longs(field, day(from), day(to), includeFrom, includeTo);
        case DOUBLE -> doubles(field, from, to, includeFrom, includeTo);
        case TEXT, KEYWORD, CATEGORY, NAME, STORED -> null;
      };
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      throw new ParseException(e.getMessage());
    }
  }

  private static @Nullable Long number(@Nullable String text) {
    return text == null ? null : Long.valueOf(text);
  }

  private static @Nullable Long day(@Nullable String text) {
    return text == null ? null : Long.valueOf(LocalDate.parse(text).toEpochDay());
  }

  private static Query longs(
      Field field, @Nullable Long from, @Nullable Long to, boolean includeFrom, boolean includeTo) {
    long min = from == null ? Long.MIN_VALUE : includeFrom ? from : Math.addExact(from, 1);
    long max = to == null ? Long.MAX_VALUE : includeTo ? to : Math.addExact(to, -1);
    return LongPoint.newRangeQuery(field.name(), min, max);
  }

  private static Query doubles(
      Field field,
      @Nullable String from,
      @Nullable String to,
      boolean includeFrom,
      boolean includeTo) {
    double min = from == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(from);
    double max = to == null ? Double.POSITIVE_INFINITY : Double.parseDouble(to);
    return DoublePoint.newRangeQuery(
        field.name(),
        includeFrom ? min : DoublePoint.nextUp(min),
        includeTo ? max : DoublePoint.nextDown(max));
  }
}
