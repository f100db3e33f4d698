package io.github.hnswsearch.search;

import io.github.hnswsearch.record.Field;
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

  /** The ends of a range as written, null where it is open. */
  record Ends(@Nullable String from, @Nullable String to) {}
}
