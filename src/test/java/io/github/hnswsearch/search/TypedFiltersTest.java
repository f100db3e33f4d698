package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Filters typed into a text hold for all legs, as if they had been given beside it. */
class TypedFiltersTest {
  private static final List<String> CLAUSES =
      List.of(
          "year:2015..2017",
          "-year:2016",
          "category:(cs.LG,math)",
          "-category:cs",
          "author:ada",
          "author:\"fog kim\"",
          "-author:\"ada bee\"",
          "title:dust",
          "-title:graph",
          "score:2..7.5",
          "updated:2018..",
          "license:cc0");
  private static final List<String> WORDS = List.of("galaxy dust", "robot", "quantum graph arm");

  private static PaperIndex index;

  @BeforeContainer
  static void build() throws IOException {
    index = new PaperIndex(400, 5);
  }

  @AfterContainer
  static void close() throws IOException {
    index.close();
  }

  @Provide
  Arbitrary<List<String>> clauses() {
    return Arbitraries.of(CLAUSES).list().uniqueElements().ofMinSize(1).ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(WORDS);
  }

  @Property(tries = 150)
  void noHitViolatesATypedFilter(
      @ForAll("clauses") List<String> clauses,
      @ForAll("words") String words,
      @ForAll SearchMode mode)
      throws IOException {
    String typed = words + " " + String.join(" ", clauses);
    String[] filters = clauses.toArray(String[]::new);

    SearchResponse response = index.search(Search.text(typed, mode).depth(400));
    SearchResponse passing = index.search(all().filter(filters));

    assertThat(passing.hits()).extracting(Hit::id).containsAll(ids(response));
    assertThat(response.query()).isEqualTo(typed);
    assertThat(response.warnings()).isEmpty();
  }

  @Property(tries = 60)
  void byMeaningATypedFilterIsTheSameAsOneBesideTheText(
      @ForAll("clauses") List<String> clauses, @ForAll("words") String words) throws IOException {
    String typed = String.join(" ", clauses) + " " + words;
    String[] filters = clauses.toArray(String[]::new);

    assertThat(index.search(Search.text(typed, SearchMode.VECTOR)).hits())
        .isEqualTo(index.search(Search.text(words, SearchMode.VECTOR).filter(filters)).hits());
  }

  @Property(tries = 60)
  void filtersAloneBrowseWhatPassesThem(
      @ForAll("clauses") List<String> clauses, @ForAll SearchMode mode) throws IOException {
    SearchResponse typed = index.search(Search.text(String.join(" ", clauses), mode).depth(400));
    SearchResponse passing = index.search(all().filter(clauses.toArray(String[]::new)));

    assertThat(ids(typed)).containsExactlyInAnyOrderElementsOf(ids(passing));
    assertThat(typed.total()).isEqualTo(new Total(passing.hits().size(), Total.EXACT));
    assertThat(typed.mode()).isEqualTo("keyword");
  }

  @Property(tries = 20)
  void noHitHoldsAnExcludedWord(@ForAll SearchMode mode) throws IOException {
    List<Hit> hits = index.search(Search.text("graph dust -search -bee", mode).depth(400)).hits();

    assertThat(hits)
        .isNotEmpty()
        .noneMatch(hit -> hit.text("title").orElseThrow().contains("search"))
        .noneMatch(hit -> String.valueOf(hit.fields().get("author")).contains("Bee"));
  }

  @Property(tries = 12)
  void facetsCountWhatTypedFiltersPass(@ForAll SearchMode mode) throws IOException {
    SearchResponse typed =
        index.search(
            Search.text("dust year:2015..2017 -author:ada", mode).facets(50, "category", "year"));
    SearchResponse beside =
        index.search(
            Search.text("dust", mode)
                .filter("year:2015..2017", "-author:ada")
                .facets(50, "category", "year"));

    assertThat(typed.facets()).isNotNull().isEqualTo(beside.facets());
  }

  @Property(tries = 3)
  void anAuthorWhoIsAskedForIsScoredByWords(@ForAll SearchMode mode) throws IOException {
    List<Hit> hits = index.search(Search.text("author:núñez", mode).depth(50).explained()).hits();

    assertThat(hits).isNotEmpty();
    for (Hit hit : hits) {
      assertThat(hit.score()).isPositive();
      assertThat(hit.highlights().get("author").getFirst()).contains("<mark>Núñez</mark>");
    }
  }

  @Property(tries = 3)
  void aQueryOfOperatorsHoldsForTheWordsAloneAndSaysSo(@ForAll SearchMode mode) throws IOException {
    SearchResponse response = index.search(Search.text("robot NOT arm", mode));
    if (mode == SearchMode.KEYWORD) {
      assertThat(response.warnings()).isEmpty();
    } else {
      assertThat(response.warnings())
          .singleElement()
          .asString()
          .contains("query syntax holds for the words alone");
    }
    assertThat(response.mode()).isEqualTo(mode.text());
  }

  private static Search all() {
    return Search.text("", SearchMode.KEYWORD).depth(400);
  }

  private static List<String> ids(SearchResponse response) {
    return response.hits().stream().map(Hit::id).toList();
  }
}
