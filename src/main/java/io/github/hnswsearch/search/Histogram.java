package io.github.hnswsearch.search;

import io.github.hnswsearch.search.CollectionReader.NumberCounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Numbers in ranges of equal width: 1, 2 or 5 times a power of ten, the smallest that makes at most
 * {@link #MAX_RANGES} of them.
 *
 * @param interval width of a range, 1 or more
 * @param ranges ascending, those without a number left out
 */
record Histogram(long interval, List<Range> ranges) {
  /** As many bars as can be told apart on a page. */
  static final int MAX_RANGES = 100;

  /** Numbers from the first to the last, both included. */
  record Range(long first, long last, long count) {}

  static Histogram of(NumberCounts counts) {
    return of(counts, LongUnaryOperator.identity());
  }

  /** Days since 1970-01-01 in ranges of years. */
  static Histogram ofYears(NumberCounts days) {
    return of(days, day -> LocalDate.ofEpochDay(day).getYear());
  }

  static long firstDay(long year) {
    return LocalDate.of(Math.toIntExact(year), 1, 1).toEpochDay();
  }

  static long lastDay(long year) {
    return LocalDate.of(Math.toIntExact(year), 12, 31).toEpochDay();
  }

  private static Histogram of(NumberCounts counts, LongUnaryOperator scale) {
    int size = counts.values().length;
    if (size == 0) {
      return new Histogram(1, List.of());
    }
    long interval =
        interval(
            scale.applyAsLong(counts.values()[0]), scale.applyAsLong(counts.values()[size - 1]));
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long value = scale.applyAsLong(counts.values()[i]);
      Range last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && value <= last.last()) {
        ranges.set(
            ranges.size() - 1,
            new Range(last.first(), last.last(), last.count() + counts.counts()[i]));
      } else {
        ranges.add(range(value, interval, counts.counts()[i]));
      }
    }
    return new Histogram(interval, ranges);
  }

  /** The range around a value; those at the ends of all numbers are cut there. */
  private static Range range(long value, long interval, long count) {
    long offset = Math.floorMod(value, interval);
    long first = value < Long.MIN_VALUE + offset ? Long.MIN_VALUE : value - offset;
    long above = interval - 1 - offset;
    long last = value > Long.MAX_VALUE - above ? Long.MAX_VALUE : value + above;
    return new Range(first, last, count);
  }

  private static long interval(long min, long max) {
    // One more range than the width holds, as the ends seldom fall on its borders.
    double width = ((double) max - min) / (MAX_RANGES - 1);
    if (width <= 1 && (double) max - min < MAX_RANGES) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(width)));
    for (int step : new int[] {1, 2, 5, 10}) {
      if (step * power >= width) {
        return (long) (step * power);
      }
    }
    throw new AssertionError("ten times a power of ten is above what it was made of");
  }
}
