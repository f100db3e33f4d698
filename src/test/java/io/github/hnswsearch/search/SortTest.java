package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.search.SearchResponse.Hit;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results in the order of a field. */
class SortTest {
  private static final int PAPERS = 400;
  private static final List<String> TEXTS =
      List.of("graph search robot", "quantum", "market price");

  private static PaperIndex index;

  @BeforeAll
  @BeforeContainer
  static void build() throws IOException {
    if (index == null) {
      index = new PaperIndex(PAPERS, 5);
    }
  }

  @AfterAll
  @AfterContainer
  static void close() throws IOException {
    if (index != null) {
      index.close();
      index = null;
    }
  }

  @Property(tries = 60)
  void theSameResultsComeInTheOrderOfTheFieldAndOfEqualOnesTheBetterFirst(
      @ForAll @IntRange(max = 2) int text,
      @ForAll SearchMode mode,
      @ForAll boolean descending,
      @ForAll @IntRange(min = 1, max = 300) int depth)
      throws IOException {
    // Words alone find more than the depth: there the order decides which are shown.
    int k = mode == SearchMode.KEYWORD ? PAPERS : depth;
    Search search = Search.text(TEXTS.get(text), mode).depth(k);
    Comparator<Hit> byYear =
        Comparator.comparing(
            hit -> (Long) hit.fields().get("year"),
            Comparator.nullsLast(
                descending ? Comparator.<Long>reverseOrder() : Comparator.naturalOrder()));

    List<String> sorted = ids(index.search(search.sort(descending ? "year:desc" : "year:asc")));

    assertThat(sorted)
        .isEqualTo(index.search(search).hits().stream().sorted(byYear).map(Hit::id).toList());
  }

  @Test
  void ofWordsAloneEveryMatchTakesPartHoweverFewAreShown() throws IOException {
    Search search = Search.text("robot", SearchMode.KEYWORD).sort("year:asc");

    List<String> all = ids(index.search(search.depth(PAPERS)));

    assertThat(all).hasSizeGreaterThan(20);
    assertThat(ids(index.search(search.depth(10)))).isEqualTo(all.subList(0, 10));
    assertThat(ids(index.search(search.depth(10).sort("relevance"))))
        .isEqualTo(ids(index.search(Search.text("robot", SearchMode.KEYWORD).depth(10))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          year         | sort: expected relevance, or a field and a direction such as year:desc
          year:up      | sort: expected relevance, or a field and a direction such as year:desc
          height:desc  | sort: expected one of the fields
          title:asc    | sort: expected one of the fields
          """)
  void whatIsNoOrderIsRefused(String order, String message) {
    Search search = Search.text("robot", SearchMode.KEYWORD).sort(order);
    assertThatThrownBy(() -> index.search(search))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith(message);
  }

  private static List<String> ids(SearchResponse response) {
    return response.hits().stream().map(Hit::id).toList();
  }
}
