package io.github.hnswsearch.search;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a metadata field: one of the values must match, or, negated, none may.
 *
 * @param values one or more
 */
public record Filter(Field field, boolean negated, List<Value> values) {
  public Filter {
    values = List.copyOf(values);
  }

  /** What filters by share are of: a field that no collection needs to have. */
  private static final Field ANY_ITEM = new Field("item", FieldType.LONG);

  /**
   * A filter that passes about a share of any collection, whatever its items are, to measure with.
   * No text is read as one.
   *
   * @param share above 0 and below 1
   */
  public static Filter share(double share) {
    return new Filter(ANY_ITEM, false, List.of(new Share(share)));
  }

  /** A value or a range of values. */
  public sealed interface Value {}

  /**
   * The value itself; words of a name or a text in any order unless they are a phrase.
   *
   * @param phrase whether the text was quoted
   */
  public record Exact(String text, boolean phrase) implements Value {}

  /**
   * Whole numbers from {@code min} to {@code max}, both included; a day counts as its number of
   * days since 1970-01-01.
   */
  public record LongRange(long min, long max) implements Value {}

  /** Numbers from {@code min} to {@code max}, both included. */
  public record DoubleRange(double min, double max) implements Value {}

  /** Items drawn by lot, the same ones whenever they are asked for. */
  public record Share(double share) implements Value {}

  /** The ends of a range as written, null where it is open. */
  record Ends(@Nullable String from, @Nullable String to) {}
}
