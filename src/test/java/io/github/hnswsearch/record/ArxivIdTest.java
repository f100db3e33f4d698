package io.github.hnswsearch.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArxivIdTest {
  @ParameterizedTest
  @CsvSource({
    "0704.0001, 2007-04",
    "1412.9999, 2014-12",
    "2511.00042, 2025-11",
    "hep-th/9108001, 1991-08",
    "astro-ph/0601001, 2006-01",
  })
  void theMonthOfSubmissionIsInTheId(String id, YearMonth month) {
    assertThat(ArxivId.of(id)).get().extracting(ArxivId::month).isEqualTo(month);
  }

  @Test
  void anOldIdIsSafeInAUrlPath() {
    assertThat(new ArxivId("astro-ph/0601001").itemId()).isEqualTo("astro-ph_0601001");
  }
}
