package io.github.hnswsearch.search;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An order of results by the numbers or days of a field. Items without a value come last; of equal
 * ones, the better ranked comes first.
 *
 * @param field of whole numbers or days
 * @param descending whether the largest or latest comes first
 */
public record FieldOrder(Field field, boolean descending) {
  /** The order of the ranking itself. */
  public static final String RELEVANCE = "relevance";

  static final Set<FieldType> ORDERED = Set.of(FieldType.LONG, FieldType.DATE);

  private static final Pattern SYNTAX = Pattern.compile("(?<field>[^:]+):(?<direction>asc|desc)");

  /** Names of the fields that results can be ordered by. */
  public static List<String> orderable(Schema schema) {
    return schema.names(ORDERED.toArray(FieldType[]::new));
  }

  /**
   * Reads an order.
   *
   * @param text {@code date:desc}, {@code year:asc}, or {@link #RELEVANCE}
   * @return empty for the order of the ranking
   * @throws InvalidRequestException if it is none, or the field is unknown or of another type
   */
  static Optional<FieldOrder> parse(String text, Schema schema) {
    if (text.equals(RELEVANCE)) {
      return Optional.empty();
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidRequestException(
          "sort: expected %s, or a field and a direction such as year:desc, found \"%s\"."
              .formatted(RELEVANCE, text));
    }
    String name = matcher.group("field");
    List<String> known = orderable(schema);
    return Optional.of(
        schema
            .find(name)
            .filter(field -> known.contains(field.name()))
            .map(field -> new FieldOrder(field, matcher.group("direction").equals("desc")))
            .orElseThrow(() -> FilterParser.unknownField("sort", known, name)));
  }
}
