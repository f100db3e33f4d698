package io.github.hnswsearch.search;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Checks numbers that a caller gives. */
public final class Limits {
  private Limits() {}

  /**
   * Checks a whole number.
   *
   * @throws InvalidRequestException if it is not from {@code min} to {@code max}, naming it
   */
  public static void requireWithin(String name, int found, int min, int max) {
    if (found < min || found > max) {
      throw outside(name, min + " to " + max, String.valueOf(found));
    }
  }

  static void requireWithin(String name, OptionalInt found, int min, int max) {
    found.ifPresent(number -> requireWithin(name, number, min, max));
  }

  static void requireWithin(String name, OptionalDouble found, double min, double max) {
    found.ifPresent(
        number -> {
          // Not a number lies within no limits.
          if (!(number >= min && number <= max)) {
            throw outside(name, plain(min) + " to " + plain(max), plain(number));
          }
        });
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  private static InvalidRequestException outside(String name, String expected, String found) {
    return new InvalidRequestException(
        "%s: expected %s, found %s. Give a number in that range.".formatted(name, expected, found));
  }
}
