package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterStrategyTest {
  @ParameterizedTest
  @CsvSource({
    "0, 100000, 64, false, NOTHING",
    "0, 0, 64, false, NOTHING",
    "1, 100000, 64, false, ROWS",
    "192, 100000, 64, true, ROWS",
    "193, 100000, 64, true, SCAN",
    "5120, 100000, 64, false, SCAN",
    "5121, 100000, 64, false, GRAPH",
    "9600, 100000, 64, true, SCAN",
    "9601, 100000, 64, true, GRAPH",
    "99999, 100000, 64, true, GRAPH",
    "100000, 100000, 64, true, UNFILTERED",
    "30, 30, 10, false, ROWS",
    "31, 31, 10, false, UNFILTERED",
    "10000, 1000000, 64, false, SCAN",
    "33333, 1000000, 64, false, SCAN",
    "33334, 1000000, 64, false, GRAPH",
    "2147483647, 2147483647, 2147483647, true, ROWS"
  })
  void theFewerPassTheMoreOfThemAreCompared(
      int passing, int items, int ef, boolean bits, FilterStrategy expected) {
    assertThat(FilterStrategy.of(passing, items, ef, bits)).isEqualTo(expected);
  }
}
