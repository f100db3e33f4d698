package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class FilterTextTest {
  private final FilterParser parser = new FilterParser(Papers.SCHEMA);

  @Property(tries = 500)
  void anyTextIsAFilterOrRefused(@ForAll String text) {
    assertThat(isFilterOrRefused(text)).isTrue();
  }

  @Property(tries = 1_000)
  void anyValueIsReadOrRefused(
      @ForAll
          @StringLength(max = 12)
          @Chars({
            '"', '\\', '(', ')', ',', '.', '-', '+', ':', '*', ' ', '0', '2', '9', 'e', 'N', 'x'
          })
          String value) {
    for (String field : FilterParser.filterable(Papers.SCHEMA)) {
      assertThat(isFilterOrRefused(field + ":" + value)).isTrue();
      assertThat(isFilterOrRefused("-" + field + ":2015.." + value)).isTrue();
    }
  }

  private boolean isFilterOrRefused(String text) {
    try {
      return !parser.parse(text).values().isEmpty();
    } catch (InvalidRequestException e) {
      return e.getMessage().startsWith("filter");
    }
  }
}
