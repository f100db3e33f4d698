package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.encoder.WordEncoder;
import io.github.hnswsearch.index.CalibrationTable;
import io.github.hnswsearch.lucene.Indexes;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionSearcherTest {
  private static final int ITEMS = 300;
  private static final String GENERATION = "20260102T030405.678Z";
  private static final WordEncoder ENCODER = Papers.encoder("abc");

  private static List<Item> items;
  private static CollectionReader reader;
  private static CollectionSearcher searcher;

  @BeforeAll
  static void build(@TempDir Path folder) throws IOException {
    items = Papers.of(ITEMS, 3);
    reader = Indexes.build(folder, Papers.SCHEMA, items);
    searcher = searcher(Ranking.DEFAULT);
  }

  @AfterAll
  static void close() throws IOException {
    reader.close();
  }

  private static CollectionSearcher searcher(Ranking ranking) {
    return new CollectionSearcher(
        reader,
        new CollectionSearcher.Settings(GENERATION, 50, CalibrationTable.NONE, ranking, false),
        new TextOnly(ENCODER));
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void pagesOfAnySizeJoinedAreOneBigPage(SearchMode mode) throws IOException {
    int k = 60;
    List<Hit> whole = search("graph search robot", mode, k, 0, k).hits();
    assertThat(whole).hasSizeGreaterThan(40);
    for (int size : List.of(1, 7, 10, 59, 60)) {
      List<Hit> joined = new ArrayList<>();
      for (int from = 0; from < k; from += size) {
        joined.addAll(search("graph search robot", mode, k, from, Math.min(size, k - from)).hits());
      }
      assertThat(joined).as("pages of %d", size).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void fewResultsAreTheFirstOfMany(SearchMode mode) throws IOException {
    List<Hit> many = search("graph search robot", mode, 60, 0, 60).hits();
    for (int k : List.of(1, 2, 5)) {
      SearchResponse few = search("graph search robot", mode, k, 0, k);
      assertThat(few.hits()).extracting(Hit::id).isEqualTo(ids(many).subList(0, k));
    }
  }

  private static List<String> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  @Test
  void whatHasNoPartInASearchIsNamed() throws IOException {
    SearchRequest words =
        new SearchRequest(
            new Query.ByText("dust"), SearchMode.KEYWORD, 5, OptionalInt.of(50), List.of(), 0, 5);
    assertThat(searcher.search(words).warnings())
        .containsExactly("ef and recall had no part: nothing was searched by meaning.");
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void ranksCountFromOneAndScoresNeverRise(SearchMode mode) throws IOException {
    List<Hit> hits = search("quantum field", mode, 40, 0, 40).hits();
    for (int i = 0; i < hits.size(); i++) {
      assertThat(hits.get(i).rank()).isEqualTo(i + 1);
    }
    assertThat(hits).extracting(hit -> -hit.score()).isSorted();
    assertThat(hits).extracting(Hit::id).doesNotHaveDuplicates();
  }

  @Test
  void similarityIsTheCosineItself() throws IOException {
    UnitVector query = ENCODER.encode("protein fold").vector();
    var vectors = items.stream().collect(Collectors.toMap(Item::id, Item::vector));
    for (SearchMode mode : List.of(SearchMode.VECTOR, SearchMode.HYBRID)) {
      List<Hit> hits = search("protein fold", mode, 80, 0, 80).hits();
      assertThat(hits).isNotEmpty();
      for (Hit hit : hits) {
        assertThat(hit.similarity()).isCloseTo(query.dot(vectors.get(hit.id())), within(1e-5));
      }
    }
    assertThat(search("protein fold", SearchMode.KEYWORD, 10, 0, 10).hits())
        .isNotEmpty()
        .allSatisfy(hit -> assertThat(hit.similarity()).isNull());
  }

  @Test
  void everyHitTellsItsPlaceInEachLegThatFoundIt() throws IOException {
    List<Hit> vector = search("market price", SearchMode.VECTOR, 100, 0, 100).hits();
    List<Hit> keyword = search("market price", SearchMode.KEYWORD, 100, 0, 100).hits();
    List<Hit> hybrid = search("market price", SearchMode.HYBRID, 20, 0, 20).hits();
    var vectorRanks = vector.stream().collect(Collectors.toMap(Hit::id, Hit::rank));
    var keywordHits = keyword.stream().collect(Collectors.toMap(Hit::id, Function.identity()));
    for (Hit hit : hybrid) {
      assertThat(hit.legs()).isNotEmpty();
      double score = 0;
      var inVector = hit.legs().get("vector");
      if (inVector != null) {
        assertThat(inVector.rank()).isEqualTo(vectorRanks.get(hit.id()));
        assertThat(inVector.similarity()).isEqualTo(hit.similarity());
        assertThat(inVector.score()).isNull();
        score += 1.0 / (60 + inVector.rank());
      }
      var inKeyword = hit.legs().get("keyword");
      if (inKeyword != null) {
        assertThat(inKeyword.rank()).isEqualTo(keywordHits.get(hit.id()).rank());
        assertThat(inKeyword.score()).isEqualTo(keywordHits.get(hit.id()).score());
        assertThat(inKeyword.similarity()).isNull();
        score += 1.0 / (60 + inKeyword.rank());
      }
      assertThat(hit.score()).isCloseTo(score, within(1e-12));
    }
    assertThat(hybrid).anySatisfy(hit -> assertThat(hit.legs()).hasSize(2));
  }

  @Test
  void aHitCarriesUrlAndFields() throws IOException {
    Hit hit = search("galaxy dust", SearchMode.VECTOR, 1, 0, 1).hits().getFirst();
    assertThat(hit.url()).isEqualTo("https://a.b/" + hit.id().substring(1));
    assertThat(hit.text("title").orElseThrow()).contains("galaxy dust");
    assertThat(hit.fields().get("year")).isInstanceOf(Long.class);
    assertThat(hit.fields().get("author")).isInstanceOf(List.class);
  }

  @Test
  void theTotalSaysWhetherTheSearchStoppedAtK() throws IOException {
    assertThat(search("dust", SearchMode.VECTOR, 25, 0, 5).total())
        .isEqualTo(new Total(25, "top_k"));
    assertThat(search("dust", SearchMode.VECTOR, 1_000, 0, 5).total())
        .isEqualTo(new Total(ITEMS, "eq"));
    long matching =
        items.stream()
            .filter(item -> item.metadata().first("title").orElseThrow().contains("dust"))
            .count();
    assertThat(search("dust", SearchMode.KEYWORD, 5, 0, 5).total())
        .isEqualTo(new Total(matching, "eq"));
    assertThat(search("dust", SearchMode.HYBRID, 25, 0, 5).total())
        .isEqualTo(new Total(25, "top_k"));
  }

  @Test
  void filtersHoldInEveryMode() throws IOException {
    for (SearchMode mode : SearchMode.values()) {
      SearchRequest request =
          new SearchRequest(
              new Query.ByText("robot arm"),
              mode,
              50,
              OptionalInt.empty(),
              List.of("year:2016..2017", "-category:csx"),
              0,
              50);
      assertThat(searcher.search(request).hits())
          .isNotEmpty()
          .allSatisfy(
              hit -> {
                assertThat((Long) hit.fields().get("year")).isBetween(2016L, 2017L);
                assertThat(hit.fields().get("category").toString()).doesNotContain("csx");
              });
    }
  }

  @Test
  void anEfBelowKIsRaisedAndSaysSo() throws IOException {
    SearchRequest request =
        new SearchRequest(
            new Query.ByText("speech"), SearchMode.VECTOR, 30, OptionalInt.of(5), List.of(), 0, 30);
    SearchResponse response = searcher.search(request);
    assertThat(response.hits()).hasSize(30);
    assertThat(response.warnings()).containsExactly("ef was raised from 5 to k = 30.");
    assertThat(search("speech", SearchMode.VECTOR, 80, 0, 1).warnings()).isEmpty();
  }

  @Test
  void whatLiesNearAnItemDoesNotHoldTheItem() throws IOException {
    SearchResponse response = searcher.search(request(new Query.ById("p17"), 25));
    assertThat(response.query()).isEqualTo("p17");
    assertThat(response.hits()).hasSize(25).extracting(Hit::id).doesNotContain("p17");
    assertThat(response.hits().getFirst().similarity()).isGreaterThan(0.5);
    assertThat(searcher.search(request(new Query.ById("p17"), 1_000)).hits()).hasSize(ITEMS - 1);
  }

  @Test
  void aVectorOfAnyLengthButZeroIsSearched() throws IOException {
    float[] components = items.get(5).vector().components().clone();
    for (int i = 0; i < components.length; i++) {
      components[i] *= 100;
    }
    SearchResponse response = searcher.search(request(new Query.ByVector(components), 1));
    assertThat(response.query()).isEqualTo("vector");
    assertThat(response.hits().getFirst().similarity()).isCloseTo(1, within(1e-5));
  }

  @Test
  void aVectorOfAnotherDimensionIsRefusedNamingBoth() {
    assertThatThrownBy(() -> searcher.search(request(new Query.ByVector(new float[3]), 1)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected 32 components, found 3");
  }

  @ParameterizedTest
  @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
  void aVectorWithoutADirectionIsRefused(float component) {
    float[] components = new float[Papers.DIMENSION];
    components[4] = component;
    assertThatThrownBy(() -> searcher.search(request(new Query.ByVector(components), 1)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("vector: expected finite components");
  }

  @Test
  void anUnknownIdIsNamed() {
    assertThatThrownBy(() -> searcher.search(request(new Query.ById("nobody"), 1)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("found \"nobody\"");
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void blankTextBrowsesWhatPassesTheFilters(SearchMode mode) throws IOException {
    SearchRequest request =
        new SearchRequest(
            new Query.ByText("  "), mode, 300, OptionalInt.empty(), List.of("year:2016"), 0, 300);
    SearchResponse response = searcher.search(request);
    List<String> expected =
        items.stream()
            .filter(item -> item.metadata().first("year").orElseThrow().equals("2016"))
            .map(Item::id)
            .toList();
    assertThat(response.hits()).extracting(Hit::id).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(response.total()).isEqualTo(new Total(expected.size(), "eq"));
    assertThat(response.mode()).isEqualTo("keyword");
    assertThat(response.warnings()).isEmpty();
  }

  @Test
  void wordsThatTheEncoderDoesNotKnowAreSearchedByWordsInHybridMode() throws IOException {
    SearchResponse hybrid = search("unseen3", SearchMode.HYBRID, 100, 0, 100);
    assertThat(hybrid.warnings()).singleElement().asString().contains("by words only");
    assertThat(hybrid.hits())
        .isNotEmpty()
        .allSatisfy(hit -> assertThat(hit.text("title").orElseThrow()).contains("unseen3"));
    assertThat(hybrid.total().relation()).isEqualTo("eq");
    assertThat(hybrid.mode()).isEqualTo("keyword");
    assertThatThrownBy(() -> search("unseen3", SearchMode.VECTOR, 10, 0, 10))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("found none in \"unseen3\"");
  }

  @Test
  void withoutItsEncoderACollectionIsStillSearchedByWordsIdAndVector() throws IOException {
    CollectionSearcher without =
        new CollectionSearcher(
            reader,
            new CollectionSearcher.Settings(
                GENERATION, 50, CalibrationTable.NONE, Ranking.DEFAULT, false),
            TextOnly.NONE);
    SearchRequest words =
        new SearchRequest(
            new Query.ByText("dust"), SearchMode.KEYWORD, 5, OptionalInt.empty(), List.of(), 0, 5);
    assertThat(without.search(words).hits()).hasSize(5);
    assertThat(without.search(request(new Query.ById("p1"), 5)).hits()).hasSize(5);
    assertThatThrownBy(
            () ->
                without.search(
                    new SearchRequest(
                        new Query.ByText("dust"),
                        SearchMode.VECTOR,
                        5,
                        OptionalInt.empty(),
                        List.of(),
                        0,
                        5)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected files, found none");
  }

  @Test
  void theResponseNamesTheGenerationAndItsTimes() throws IOException {
    SearchResponse response = search("dust", SearchMode.HYBRID, 5, 0, 5);
    assertThat(response.generation()).isEqualTo(GENERATION);
    assertThat(response.mode()).isEqualTo("hybrid");
    assertThat(response.took().total())
        .isCloseTo(response.took().embed() + response.took().search(), within(0.01));
  }

  @Test
  void aSearchThatNeedsNoEncoderEmbedsInNoTime() throws IOException {
    Query.Example stored = new Query.ById("p1");
    Query.Example known = new Query.ByVector(items.getFirst().vector().components());

    assertThat(search("dust", SearchMode.KEYWORD, 5, 0, 5).took().embed()).isZero();
    for (Query query :
        List.of(stored, known, new Query.ByExamples(List.of(stored), List.of(known)))) {
      assertThat(searcher.search(request(query, 5)).took().embed()).isZero();
    }
  }

  private static SearchResponse search(String text, SearchMode mode, int k, int from, int size)
      throws IOException {
    return searcher.search(
        new SearchRequest(
            new Query.ByText(text), mode, k, OptionalInt.empty(), List.of(), from, size));
  }

  private static SearchRequest request(Query query, int k) {
    return new SearchRequest(query, SearchMode.VECTOR, k, OptionalInt.empty(), List.of(), 0, k);
  }
}
