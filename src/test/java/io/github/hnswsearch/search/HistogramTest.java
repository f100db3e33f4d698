package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.CollectionReader.NumberCounts;
import io.github.hnswsearch.search.Histogram.Range;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class HistogramTest {
  @Example
  void aFewYearsAreToldApart() {
    Histogram years = Histogram.of(counts(1991, 1992, 1992, 2026));

    assertThat(years.interval()).isOne();
    assertThat(years.ranges())
        .containsExactly(
            new Range(1991, 1991, 1), new Range(1992, 1992, 2), new Range(2026, 2026, 1));
  }

  @Example
  void wideNumbersAreGatheredInRoundRanges() {
    Histogram sizes = Histogram.of(counts(3, 180_000, 199_999, 200_000, 9_000_000));

    assertThat(sizes.interval()).isEqualTo(100_000);
    assertThat(sizes.ranges())
        .containsExactly(
            new Range(0, 99_999, 1),
            new Range(100_000, 199_999, 2),
            new Range(200_000, 299_999, 1),
            new Range(9_000_000, 9_099_999, 1));
  }

  @Example
  void daysAreGatheredByYear() {
    Histogram years =
        Histogram.ofYears(
            counts(
                LocalDate.of(1969, 12, 31).toEpochDay(),
                LocalDate.of(1970, 1, 1).toEpochDay(),
                LocalDate.of(1970, 12, 31).toEpochDay()));

    assertThat(years.ranges()).containsExactly(new Range(1969, 1969, 1), new Range(1970, 1970, 2));
  }

  @Example
  void nothingHasNoRanges() {
    assertThat(Histogram.of(counts()).ranges()).isEmpty();
  }

  @Property
  void rangesAreFewDisjointAndHoldEveryNumber(@ForAll @Size(min = 1, max = 300) Set<Long> numbers) {
    Histogram histogram = Histogram.of(counts(numbers.stream().mapToLong(n -> n).toArray()));
    List<Range> ranges = histogram.ranges();

    assertThat(ranges).hasSizeLessThanOrEqualTo(Histogram.MAX_RANGES + 1);
    assertThat(ranges.stream().mapToLong(Range::count).sum()).isEqualTo(numbers.size());
    for (int i = 1; i < ranges.size(); i++) {
      assertThat(ranges.get(i).first()).isGreaterThan(ranges.get(i - 1).last());
    }
    for (long number : numbers) {
      assertThat(ranges).anyMatch(range -> range.first() <= number && number <= range.last());
    }
  }

  private static NumberCounts counts(long... numbers) {
    long[] values = Arrays.stream(numbers).distinct().sorted().toArray();
    return new NumberCounts(
        values,
        Arrays.stream(values)
            .map(value -> Arrays.stream(numbers).filter(number -> number == value).count())
            .toArray(),
        numbers.length);
  }
}
