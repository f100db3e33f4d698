package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.search.Facets.Bucket;
import io.github.hnswsearch.search.Facets.FieldFacet;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts of values against what a plain loop counts. */
class FacetsTest {
  private static PaperIndex index;

  @BeforeAll
  static void build() throws IOException {
    index = new PaperIndex(500, 23);
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"category", "license", "author"})
  void termsAreCountedAsALoopCountsThem(String field) throws IOException {
    FieldFacet facet = facet(field, 1_000);

    assertThat(counts(facet)).isEqualTo(loop(field, item -> true));
    assertThat(facet.kind()).isEqualTo("terms");
    assertThat(facet.other()).isZero();
    assertThat(facet.missing()).isEqualTo(without(field));
    assertThat(facet.buckets()).extracting(bucket -> -bucket.count()).isSorted();
  }

  @Test
  void yearsAreAHistogram() throws IOException {
    FieldFacet years = facet("year", 3);

    assertThat(counts(years)).isEqualTo(loop("year", item -> true));
    assertThat(years.kind()).isEqualTo("histogram");
    assertThat(years.interval()).isEqualTo(1);
    assertThat(years.buckets()).extracting(Bucket::from).isSorted();
    assertThat(years.buckets().getFirst().filter()).isEqualTo("year:2014");
  }

  @Test
  void daysAreCountedByYear() throws IOException {
    FieldFacet updated = facet("updated", 20);

    assertThat(counts(updated)).isEqualTo(loop("year", item -> true));
    assertThat(updated.buckets().getFirst().filter()).isEqualTo("updated:2014");
  }

  @Test
  void fewerValuesThanThereAreSayHowManyAreLeft() throws IOException {
    FieldFacet authors = facet("author", 5);

    assertThat(authors.buckets()).hasSize(5);
    assertThat(authors.other()).isEqualTo(loop("author", item -> true).size() - 5);
  }

  @Test
  void whatIsKeptOfOneCountIsTrueOfTheNext() throws IOException {
    try (PaperIndex fresh = new PaperIndex(200, 29)) {
      for (int most : new int[] {3, 1_000, 1, 3}) {
        FieldFacet kept =
            fresh.search(search(most, "author").filter("author:bee")).facets().fields().getFirst();
        FieldFacet all = fresh.search(search(most, "author")).facets().fields().getFirst();

        assertThat(all.buckets()).hasSizeLessThanOrEqualTo(most);
        assertThat(all.buckets().size() + all.other())
            .isEqualTo(kept.buckets().size() + kept.other())
            .isEqualTo(
                fresh.items().stream()
                    .flatMap(item -> item.metadata().all("author").stream())
                    .distinct()
                    .count());
        assertThat(kept.buckets()).containsAll(all.buckets().stream().limit(most).toList());
      }
    }
  }

  @Test
  void manyWhoAskAtOnceAreToldTheSame() throws Exception {
    try (PaperIndex fresh = new PaperIndex(200, 31);
        ExecutorService askers = Executors.newFixedThreadPool(8)) {
      List<Callable<Facets>> questions =
          Collections.nCopies(
              64, () -> fresh.search(search(7, "author", "category", "year")).facets());
      Set<Facets> answers = new HashSet<>();
      for (Future<Facets> answer : askers.invokeAll(questions)) {
        answers.add(answer.get());
      }

      assertThat(answers).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"year:2015..2016", "-year:2014", "author:bee", "license:cc0", "title:quantum"})
  void onlyWhatPassesTheFiltersCounts(String filter) throws IOException {
    Facets facets = index.search(search(1_000, "category").filter(filter)).facets();
    Predicate<Item> passes = passing(filter);

    assertThat(facets.items()).isEqualTo(index.items().stream().filter(passes).count());
    assertThat(facets.countedOver()).isEqualTo("filters");
    assertThat(counts(facets.fields().getFirst())).isEqualTo(loop("category", passes));
  }

  @Test
  void theFieldsOwnFilterLeavesItsOtherValuesInView() throws IOException {
    Facets facets =
        index
            .search(search(100, "category", "year").filter("category:cs.LG", "year:2015..2016"))
            .facets();
    FieldFacet categories = facets.fields().get(0);
    FieldFacet years = facets.fields().get(1);

    assertThat(counts(categories)).isEqualTo(loop("category", passing("year:2015..2016")));
    assertThat(counts(years)).isEqualTo(loop("year", passing("category:cs.LG")));
    assertThat(categories.buckets())
        .filteredOn(Bucket::selected)
        .extracting(Bucket::value)
        .containsExactly("cs.LG");
    assertThat(years.buckets())
        .filteredOn(Bucket::selected)
        .extracting(Bucket::value)
        .containsExactly("2015", "2016");
    assertThat(facets.items())
        .isEqualTo(
            index.items().stream()
                .filter(passing("year:2015..2016").and(passing("category:cs.LG")))
                .count());
  }

  @Test
  void aChosenValueIsListedHoweverRareItIs() throws IOException {
    List<Bucket> most = facet("category", 1_000).buckets();
    String rarest = most.getLast().value();
    FieldFacet chosen =
        index
            .search(search(1, "category").filter(FilterText.equal("category", rarest)))
            .facets()
            .fields()
            .getFirst();

    assertThat(chosen.buckets()).hasSize(2);
    assertThat(chosen.buckets().getLast().value()).isEqualTo(rarest);
    assertThat(chosen.buckets().getLast().selected()).isTrue();
    assertThat(chosen.other()).isEqualTo(most.size() - 2);
  }

  @Test
  void theFilterOfABucketFindsAsManyAsItCounts() throws IOException {
    for (String field : List.of("category", "license", "year", "updated")) {
      for (Bucket bucket : facet(field, 1_000).buckets()) {
        SearchResponse found =
            index.search(Search.text("", SearchMode.KEYWORD).filter(bucket.filter()));
        if (field.equals("category")) {
          // A filter for cs also finds cs.LG.
          assertThat(found.total().value()).isGreaterThanOrEqualTo(bucket.count());
        } else {
          assertThat(found.total().value()).as(bucket.filter()).isEqualTo(bucket.count());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void theQueryHasNoPartInTheCounts(SearchMode mode) throws IOException {
    Facets facets =
        index.search(Search.text("robot arm", mode).depth(5).facets(100, "license")).facets();

    assertThat(facets.items()).isEqualTo(500);
    assertThat(counts(facets.fields().getFirst())).isEqualTo(loop("license", item -> true));
  }

  @Test
  void filtersThatNothingPassesGiveNoBuckets() throws IOException {
    Facets facets =
        index.search(search(5, "category", "year", "license").filter("title:nowhere")).facets();

    assertThat(facets.items()).isZero();
    assertThat(facets.fields()).hasSize(3).allSatisfy(f -> assertThat(f.buckets()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "score", "note", "colour"})
  void aFieldThatIsNotCountedIsRefusedNamingThoseThatAre(String field) {
    assertThatThrownBy(() -> index.search(search(5, field)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("author, category, license, year, updated, found \"" + field + "\"");
  }

  @Test
  void withoutFacetsNothingIsCounted() throws IOException {
    assertThat(index.search(Search.text("dust", SearchMode.HYBRID)).facets()).isNull();
  }

  private static Search search(int most, String... fields) {
    return Search.text("", SearchMode.KEYWORD).facets(most, fields);
  }

  private static FieldFacet facet(String field, int most) throws IOException {
    return index.search(search(most, field)).facets().fields().getFirst();
  }

  private static Map<String, Long> counts(FieldFacet facet) {
    Map<String, Long> counts = new HashMap<>();
    facet.buckets().forEach(bucket -> counts.put(bucket.value(), bucket.count()));
    return counts;
  }

  private static Map<String, Long> loop(String field, Predicate<Item> passes) {
    Map<String, Long> counts = new HashMap<>();
    index.items().stream()
        .filter(passes)
        .flatMap(item -> new HashSet<>(item.metadata().all(field)).stream())
        .forEach(value -> counts.merge(value, 1L, Long::sum));
    return counts;
  }

  private static long without(String field) {
    return index.items().stream().filter(item -> item.metadata().all(field).isEmpty()).count();
  }

  private static Predicate<Item> passing(String filter) {
    return switch (filter) {
      case "year:2015..2016" -> item -> Arrays.asList("2015", "2016").contains(year(item));
      case "-year:2014" -> item -> !year(item).equals("2014");
      case "author:bee" ->
          item -> item.metadata().all("author").stream().anyMatch(name -> name.endsWith("Bee"));
      case "license:cc0" -> item -> item.metadata().all("license").contains("cc0");
      case "category:cs.LG" -> item -> item.metadata().all("category").contains("cs.LG");
      case "title:quantum" ->
          item -> item.metadata().first("title").orElseThrow().contains("quantum");
      default -> throw new IllegalArgumentException(filter);
    };
  }

  private static String year(Item item) {
    return item.metadata().first("year").orElseThrow();
  }
}
