package io.github.hnswsearch.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.hnswsearch.search.Facets;
import io.github.hnswsearch.search.Facets.Bucket;
import io.github.hnswsearch.search.Facets.FieldFacet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistogramViewTest {
  private static final SearchState STATE = SearchState.search("papers", "a");

  @Test
  void barsAreAsHighAsTheirShareOfTheFullest() {
    HistogramView view = of(STATE, 1, year(2015, 40, false), year(2016, 10, false));

    assertThat(view.width()).isEqualTo(20);
    assertThat(view.bars())
        .extracting(HistogramView.Bar::x, HistogramView.Bar::y, HistogramView.Bar::height)
        .containsExactly(tuple(0, "0", "60"), tuple(10, "45", "15"));
  }

  @Test
  void aSingleItemCanBeSeenBesideThousands() {
    HistogramView view = of(STATE, 1, year(2015, 9000, false), year(2016, 1, false));

    assertThat(view.bars().get(1).height()).isEqualTo("1.5");
  }

  @Test
  void yearsWithoutItemsKeepTheirPlaceAndLeadNowhere() {
    HistogramView view = of(STATE, 1, year(2010, 1, false), year(2013, 2, false));

    assertThat(view.bars())
        .extracting(HistogramView.Bar::label)
        .containsExactly("2010: 1 item", "2011: 0 items", "2012: 0 items", "2013: 2 items");
    assertThat(view.bars().get(1).href()).isNull();
    assertThat(view.bars().get(1).height()).isEqualTo("0");
  }

  @Test
  void oneYearAloneIsOneBar() {
    HistogramView view = of(STATE, 1, year(2013, 2, false));

    assertThat(view.bars()).hasSize(1);
    assertThat(view.first()).isEqualTo("2013");
    assertThat(view.last()).isEqualTo("2013");
    assertThat(view.chosen()).isNull();
    assertThat(view.end()).isZero();
  }

  @Test
  void rangesOfYearsAreBarsWithTheirRangeAsFilter() {
    Bucket nineties = new Bucket("1990..1999", 1990L, 1999L, 3, "year:1990..1999", false);
    Bucket tens = new Bucket("2010..2019", 2010L, 2019L, 5, "year:2010..2019", false);
    HistogramView view = of(STATE, 10, nineties, tens);

    assertThat(view.bars())
        .extracting(HistogramView.Bar::label)
        .containsExactly("1990–1999: 3 items", "2000–2009: 0 items", "2010–2019: 5 items");
    assertThat(view.bars().getFirst().href()).isEqualTo("/c/papers?q=a&filter=year:1990..1999");
    assertThat(view.last()).isEqualTo("2019");
  }

  @Test
  void aBarReplacesTheYearsThatWereChosenAndKeepsOtherFilters() {
    SearchState state =
        STATE.withFilters(List.of("category:cs", "year:2015..2019", "-year:2017")).withPage(3);
    HistogramView view = of(state, 1, year(2015, 1, true), year(2020, 1, false));

    assertThat(view.bars().getLast().href())
        .isEqualTo("/c/papers?q=a&filter=category:cs&filter=year:2020");
    assertThat(view.anyUrl()).isEqualTo("/c/papers?q=a&filter=category:cs");
  }

  @Test
  void theOneYearThatIsChosenIsGivenUpByItsBar() {
    HistogramView view =
        of(STATE.withFilter("year:2015"), 1, year(2015, 1, true), year(2016, 1, false));

    assertThat(view.bars().getFirst().href()).isEqualTo("/c/papers?q=a");
    assertThat(view.chosen()).isEqualTo("2015");
  }

  @Test
  void theChoiceRunsAcrossYearsWithoutItems() {
    HistogramView view =
        of(
            STATE.withFilter("year:2011..2013"),
            1,
            year(2010, 1, false),
            year(2011, 1, true),
            year(2013, 1, true),
            year(2014, 1, false));

    assertThat(view.bars())
        .extracting(HistogramView.Bar::selected)
        .containsExactly(false, true, true, true, false);
    assertThat(view.chosen()).isEqualTo("2011–2013");
    assertThat(view.from()).isEqualTo(1);
    assertThat(view.to()).isEqualTo(3);
  }

  @Test
  void withoutAChoiceTheHandlesStandAtTheEnds() {
    HistogramView view = of(STATE, 1, year(2010, 1, false), year(2014, 1, false));

    assertThat(view.from()).isZero();
    assertThat(view.to()).isEqualTo(4);
    assertThat(view.fromLabel()).isEqualTo("2010");
    assertThat(view.toLabel()).isEqualTo("2014");
  }

  @Test
  void numbersThatAreNoYearsAreNotDrawn() {
    assertThat(HistogramView.of(facet(1, List.of()), STATE)).isEmpty();
    assertThat(HistogramView.of(facet(1, List.of(year(-44, 1, false))), STATE)).isEmpty();
    assertThat(HistogramView.of(facet(1, List.of(year(20_150, 1, false))), STATE)).isEmpty();
    Bucket from = new Bucket("", Long.MIN_VALUE, 0L, 1, "", false);
    assertThat(HistogramView.of(facet(1, List.of(from, year(2015, 1, false))), STATE)).isEmpty();
  }

  @Test
  void aHundredBarsAreDrawn() {
    Bucket[] years =
        IntStream.range(1900, 2000).mapToObj(at -> year(at, at, false)).toArray(Bucket[]::new);

    assertThat(of(STATE, 1, years).bars()).hasSize(100);
  }

  private static HistogramView of(SearchState state, long interval, Bucket... buckets) {
    return HistogramView.of(facet(interval, List.of(buckets)), state).orElseThrow();
  }

  private static FieldFacet facet(long interval, List<Bucket> buckets) {
    return new FieldFacet("year", Facets.HISTOGRAM, interval, buckets, 0, 0);
  }

  private static Bucket year(long year, long count, boolean selected) {
    return new Bucket(String.valueOf(year), year, year, count, "year:" + year, selected);
  }
}
