package io.github.hnswsearch.web;

import io.github.hnswsearch.search.Document;
import io.github.hnswsearch.search.InvalidRequestException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the filter syntax that the tests of the server use. */
final class DocumentFilter {
  static final Map<String, String> FIELDS =
      new TreeMap<>(
          Map.of(
              "title", "text",
              "abstract", "text",
              "author", "name",
              "category", "category",
              "year", "long"));
  private static final Pattern SYNTAX = Pattern.compile("(-?)([a-z_]+):(.+)");
  private static final Pattern RANGE = Pattern.compile("(\\d*)\\.\\.(\\d*)");

  private DocumentFilter() {}

  static Predicate<Document> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches() || !FIELDS.containsKey(matcher.group(2))) {
      throw new InvalidRequestException(
          "filter \"%s\": expected field:value with one of the fields %s. Correct or remove it."
              .formatted(text, FIELDS.keySet()));
    }
    Predicate<Document> filter = matching(matcher.group(2), matcher.group(3));
    return matcher.group(1).isEmpty() ? filter : filter.negate();
  }

  private static Predicate<Document> matching(String field, String value) {
    if (field.equals("year")) {
      Matcher range = RANGE.matcher(value);
      int from = range.matches() ? number(range.group(1), 0) : Integer.parseInt(value);
      int to = range.matches() ? number(range.group(2), 9999) : from;
      return document ->
          document.fields().get("year") instanceof Number year
              && year.intValue() >= from
              && year.intValue() <= to;
    }
    String wanted = value.replace("\"", "").toLowerCase(Locale.ROOT);
    return document ->
        values(document.fields().get(field)).stream()
            .map(found -> found.toLowerCase(Locale.ROOT))
            .anyMatch(
                found ->
                    field.equals("category")
                        ? found.equals(wanted) || found.startsWith(wanted + ".")
                        : found.contains(wanted));
  }

  private static List<String> values(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  private static int number(String digits, int otherwise) {
    return digits.isEmpty() ? otherwise : Integer.parseInt(digits);
  }
}
