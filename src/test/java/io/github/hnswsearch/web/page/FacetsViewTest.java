package io.github.hnswsearch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.Facets;
import io.github.hnswsearch.search.Facets.Bucket;
import io.github.hnswsearch.search.Facets.FieldFacet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FacetsViewTest {
  private static final SearchState STATE = SearchState.search("papers", "a").withPage(2);

  @Test
  void aValueAddsItsFilterAndStartsAtTheFirstPage() {
    FacetsView.Value value = only(STATE, category("cs.LG", 402, false));

    assertThat(value.label()).isEqualTo("cs.LG");
    assertThat(value.count()).isEqualTo("402");
    assertThat(value.href()).isEqualTo("/c/papers?q=a&filter=category:cs.LG");
    assertThat(value.selected()).isFalse();
  }

  @Test
  void aSelectedValueTakesItsFilterAway() {
    SearchState state = STATE.withFilters(List.of("category:cs.LG", "year:2015"));
    FacetsView.Value value = only(state, category("cs.LG", 4, true));

    assertThat(value.selected()).isTrue();
    assertThat(value.removes()).isEqualTo("category:cs.LG");
    assertThat(value.href()).isEqualTo("/c/papers?q=a&filter=year:2015");
  }

  @Test
  void aFilterThatWasWrittenOtherwiseIsTakenAwayAsWell() {
    SearchState state = STATE.withFilters(List.of("category:(\"CS.lg\",cs.AI)"));

    assertThat(only(state, category("cs.LG", 4, true)).href()).isEqualTo("/c/papers?q=a");
  }

  @Test
  void anotherValueOfAFieldTakesThePlaceOfTheChosenOneAsItsCountSays() {
    SearchState state = STATE.withFilters(List.of("category:cs.LG", "author:hinton"));

    assertThat(only(state, category("cs.AI", 135, false)).href())
        .isEqualTo("/c/papers?q=a&filter=author:hinton&filter=category:cs.AI");
  }

  @Test
  void licencesAreShownByTheirNamesAndFilteredByTheirAddresses() {
    String address = "http://creativecommons.org/licenses/by-nc-sa/4.0/";
    FacetsView view =
        view(
            STATE, terms("license", 0, new Bucket(address, null, null, 2, "license:\"x\"", false)));
    FacetsView.Group group = view.groups().getFirst();

    assertThat(group.name()).isEqualTo("Licence");
    assertThat(group.values().getFirst().label()).isEqualTo("CC BY-NC-SA 4.0");
    assertThat(group.values().getFirst().href()).contains("filter=license:%22x%22");
  }

  @Test
  void barsAreSharesOfTheMostFrequentValue() {
    FacetsView view =
        view(
            STATE,
            terms(
                "category",
                0,
                category("a", 400, false),
                category("b", 100, false),
                category("c", 1, false)));

    assertThat(view.groups().getFirst().values())
        .extracting(FacetsView.Value::bar)
        .containsExactly(100L, 25L, 1L);
  }

  @Test
  void furtherValuesAreCounted() {
    assertThat(
            view(STATE, terms("author", 1037, category("a", 2, false))).groups().getFirst().more())
        .isEqualTo("and 1,037 more");
    assertThat(view(STATE, terms("author", 0, category("a", 2, false))).groups().getFirst().more())
        .isNull();
  }

  @Test
  void whatWasCountedIsSaid() {
    FieldFacet field = terms("category", 0, category("a", 2, false));

    assertThat(view(STATE, field).scope())
        .isEqualTo("Counted over all 1,115 items, not only the results shown.");
    assertThat(view(STATE.withFilter("year:2015"), field).scope())
        .startsWith("Counted over the 1,115 items that pass every filter,");
  }

  @Test
  void whereThereIsNothingToChooseNothingIsShown() {
    assertThat(FacetsView.of(null, STATE)).isNull();
    assertThat(FacetsView.of(new Facets(Facets.OVER_FILTERS, 0, List.of()), STATE)).isNull();
    FieldFacet identifiers =
        terms("doi", 900, category("10.1/a", 1, false), category("10.1/b", 1, false));
    assertThat(FacetsView.of(new Facets(Facets.OVER_FILTERS, 9, List.of(identifiers)), STATE))
        .isNull();
  }

  private static FacetsView.Value only(SearchState state, Bucket bucket) {
    return view(state, terms("category", 0, bucket)).groups().getFirst().values().getFirst();
  }

  private static FacetsView view(SearchState state, FieldFacet field) {
    FacetsView view = FacetsView.of(new Facets(Facets.OVER_FILTERS, 1115, List.of(field)), state);
    return Objects.requireNonNull(view);
  }

  private static FieldFacet terms(String field, long other, Bucket... buckets) {
    return new FieldFacet(field, Facets.TERMS, null, List.of(buckets), other, 0);
  }

  private static Bucket category(String value, long count, boolean selected) {
    return new Bucket(value, null, null, count, "category:" + value, selected);
  }
}
