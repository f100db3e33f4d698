package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.FieldType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values as files write them to values as {@link FieldType} defines them. */
final class FieldValue {
  private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ].*");
  private static final int DAY_LENGTH = "2017-06-12".length();

  /** No number that a field can hold is longer. */
  private static final int LONGEST_NUMBER = 400;

  private FieldValue() {}

  /** The canonical text, empty where the text is no value of the type; may be an empty text. */
  static Optional<String> canonical(FieldType type, String text) {
    String stripped = text.strip();
    return switch (type) {
      case TEXT, NAME, KEYWORD, CATEGORY -> Optional.of(oneLine(stripped));
      case STORED -> Optional.of(stripped);
      case LONG -> wholeNumber(stripped);
      case DOUBLE -> number(stripped);
      case DATE -> day(stripped);
    };
  }

  static String expected(FieldType type) {
    return switch (type) {
      case LONG -> "a whole number of 64 bits";
      case DOUBLE -> "a number";
      case DATE -> "a day such as 2017-06-12";
      case TEXT, NAME, KEYWORD, CATEGORY, STORED -> "text";
    };
  }

  /**
   * Runs of white space as one space. No regex: every abstract of a million papers comes by here.
   */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    int position = 0;
    while (position < text.length()) {
      int start = position;
      while (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
        position++;
      }
      if (position > start) {
        line.append(line.isEmpty() ? "" : " ").append(text, start, position);
      }
      position++;
    }
    return line.toString();
  }

  private static Optional<String> wholeNumber(String text) {
    try {
      return decimal(text).map(value -> Long.toString(value.longValueExact()));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> number(String text) {
    return decimal(text)
        .map(BigDecimal::doubleValue)
        .filter(Double::isFinite)
        .map(value -> Double.toString(value));
  }

  private static Optional<BigDecimal> decimal(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> day(String text) {
    String day = TIMESTAMP.matcher(text).matches() ? text.substring(0, DAY_LENGTH) : text;
    try {
      return Optional.of(LocalDate.parse(day).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
