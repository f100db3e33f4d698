package io.github.hnswsearch.web;

import static io.github.hnswsearch.web.RunningServer.encoded;
import static io.github.hnswsearch.web.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.search.OpenCollections;
import io.github.hnswsearch.search.Query;
import io.github.hnswsearch.search.SearchRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PaperCollections.class)
class SearchApiTest {
  private static final String PAPERS = "/api/collections/papers";
  private static final String SEARCH = PAPERS + "/search";
  private static RunningServer server;

  @BeforeAll
  static void start(OpenCollections papers) throws IOException {
    server = new RunningServer(papers);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void collectionsAreListedWithWhatIsKnownOfThem() {
    JsonNode list = json(server.get("/api/collections")).get("collections");

    assertThat(list).hasSize(1);
    assertThat(list.get(0).get("name").asText()).isEqualTo("papers");
    assertThat(list.get(0).get("items").asInt()).isEqualTo(32);
    assertThat(list.get(0)).isEqualTo(json(server.get(PAPERS)));
  }

  @Test
  void aTextFindsPapersInTheContractsShape() {
    JsonNode response = json(server.get(SEARCH + "?q=graph+neural+networks+for+molecules"));

    assertThat(names(response))
        .containsExactlyInAnyOrder(
            "query", "mode", "took_ms", "total", "hits", "next", "warnings", "generation");
    assertThat(response.get("mode").asText()).isEqualTo("hybrid");
    JsonNode best = response.get("hits").get(0);
    assertThat(best.get("rank").asInt()).isEqualTo(1);
    assertThat(best.get("id").asText()).isEqualTo("1704.01212");
    assertThat(best.get("similarity").asDouble()).isBetween(-1.0, 1.0);
    assertThat(names(best.get("legs"))).containsExactly("vector", "keyword");
    assertThat(best.get("fields").get("author").get(0).asText()).isEqualTo("Justin Gilmer");
  }

  @Test
  void eachModeRunsItsLegs() {
    assertThat(legs("vector")).containsExactly("vector");
    assertThat(legs("keyword")).containsExactly("keyword");
    assertThat(legs("hybrid")).containsExactly("vector", "keyword");
  }

  @Test
  void aKeywordHitHasNoSimilarity() {
    JsonNode hit = json(server.get(SEARCH + "?q=molecules&mode=keyword")).get("hits").get(0);

    assertThat(hit.has("similarity")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 10",
    "&k=5, 5",
    "&k=30, 30",
    "&size=3, 3",
    "&k=20&size=4, 4",
    "&size=0, 0",
    "&k=5&from=3, 2",
    "&k=20&from=20, 0"
  })
  void asManyHitsAreReturnedAsAskedFor(String parameters, int hits) {
    assertThat(json(server.get(SEARCH + "?q=learning&mode=vector" + parameters)).get("hits"))
        .hasSize(hits);
  }

  @Test
  void aGreatDepthAloneDoesNotFillTheAnswer(OpenCollections papers) throws IOException {
    SearchParameters deep =
        SearchParameters.read(new Parameters(Map.of("k", List.of("5000")), Set.of("k")));

    SearchRequest request = deep.request(new Query.ByText("a"), papers.info("papers"));

    assertThat(request.k()).isEqualTo(5000);
    assertThat(request.size()).isEqualTo(SearchParameters.MAX_UNASKED_SIZE);
  }

  @Test
  void pagesContinueTheRanking() {
    List<String> all = ids(server.get(SEARCH + "?q=learning&k=20&size=20"));
    List<String> first = ids(server.get(SEARCH + "?q=learning&k=20&size=10"));
    List<String> second = ids(server.get(SEARCH + "?q=learning&k=20&from=10&size=10"));

    assertThat(first).isEqualTo(all.subList(0, 10));
    assertThat(second).isEqualTo(all.subList(10, 20));
  }

  @Test
  void allFiltersApply() {
    HttpResponse<String> response =
        server.get(
            SEARCH
                + "?q=learning&k=32&filter=year:2014..2015&filter="
                + encoded("author:\"Geoffrey Hinton\""));

    assertThat(ids(response)).containsExactly("1503.02531");
  }

  @Test
  void aBodyMaySearchByText() {
    JsonNode byBody =
        json(
            server.post(
                SEARCH,
                """
                {"text": "graph", "mode": "keyword", "k": 4, "filter": ["year:2016.."], "size": 2}
                """));
    JsonNode byAddress =
        json(server.get(SEARCH + "?q=graph&mode=keyword&k=4&filter=year:2016..&size=2"));

    ((ObjectNode) byBody).remove("took_ms");
    ((ObjectNode) byAddress).remove("took_ms");
    assertThat(byBody).isEqualTo(byAddress);
    assertThat(byBody.get("hits")).isNotEmpty();
  }

  @Test
  void aBlankTextBrowsesInABodyAndInABatchAsInAnAddress() {
    List<String> byAddress = ids(server.get(SEARCH + "?q="));

    assertThat(byAddress).hasSize(10);
    assertThat(ids(server.post(SEARCH, "{\"text\": \" \"}"))).isEqualTo(byAddress);
    JsonNode batch = json(server.post(SEARCH + "/batch", "{\"queries\": [{\"text\": \"\"}]}"));
    assertThat(batch.at("/responses/0/hits/0/id").asText()).isEqualTo(byAddress.getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?q=graph&", "?q=graph&&size=10", "?&q=graph", "?q=graph&="})
  void aParameterWithoutNameAndValueIsNone(String query) {
    assertThat(ids(server.get(SEARCH + query))).isEqualTo(ids(server.get(SEARCH + "?q=graph")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e38", "1e-44", "-3e38"})
  void onlyTheDirectionOfAVectorCounts(String scale) {
    assertThat(ids(server.post(SEARCH, vector(scale))))
        .isEqualTo(ids(server.post(SEARCH, vector(scale.startsWith("-") ? "-1" : "1"))));
  }

  private static String vector(String component) {
    return "{\"vector\": ["
        + String.join(",", Collections.nCopies(WordVectors.DIMENSION, component))
        + "]}";
  }

  @Test
  void aBodyMaySearchByVector() {
    String components =
        String.join(
            ",",
            IntStream.range(0, WordVectors.DIMENSION)
                .mapToObj(i -> i == 0 ? "1" : "0.5e-1")
                .toList());

    JsonNode response = json(server.post(SEARCH, "{\"vector\": [" + components + "], \"k\": 3}"));

    assertThat(response.get("query").asText()).isEqualTo("vector");
    assertThat(response.get("mode").asText()).isEqualTo("vector");
    assertThat(response.get("hits")).hasSize(3);
  }

  @Test
  void aBodyMaySearchByIdAsTheSimilarRouteDoes() {
    HttpResponse<String> byBody = server.post(SEARCH, "{\"id\": \"1706.03762\", \"k\": 7}");
    HttpResponse<String> byAddress = server.get(PAPERS + "/documents/1706.03762/similar?k=7");

    assertThat(ids(byBody)).hasSize(7).doesNotContain("1706.03762").isEqualTo(ids(byAddress));
  }

  @Test
  void similarItemsCanBeFilteredAndPaged() {
    List<String> ids =
        ids(server.get(PAPERS + "/documents/1706.03762/similar?filter=category:cs&from=2&size=3"));

    assertThat(ids).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1704.01212",
        "arXiv:1704.01212v2",
        "https://arxiv.org/abs/1704.01212",
        "https://arxiv.org/pdf/1704.01212v1.pdf",
      })
  void aTextThatNamesAnItemFindsItFirstInEachMode(String text) {
    for (String mode : List.of("vector", "keyword", "hybrid")) {
      JsonNode response = json(server.get(SEARCH + "?mode=" + mode + "&q=" + encoded(text)));

      assertThat(response.get("query").asText()).isEqualTo(text);
      assertThat(response.get("hits").get(0).get("id").asText()).isEqualTo("1704.01212");
      assertThat(response.get("warnings").get(0).asText()).contains("names an item");
    }
  }

  @Test
  void whereverAnIdIsAskedForOtherFormsOfItDo() {
    assertThat(server.get(PAPERS + "/documents/arXiv:1704.01212v2").body())
        .isEqualTo(server.get(PAPERS + "/documents/1704.01212").body());
    assertThat(ids(server.post(SEARCH, "{\"id\": \"hep-th/9711200\"}")))
        .isNotEmpty()
        .isEqualTo(ids(server.post(SEARCH, "{\"id\": \"hep-th_9711200\"}")));
    assertThat(json(server.get(PAPERS + "/documents/arXiv:1704.01212/similar")).get("hits"))
        .isEqualTo(json(server.get(PAPERS + "/documents/1704.01212/similar")).get("hits"));
  }

  @Test
  void filtersInATextAreThoseBesideIt() {
    JsonNode typed = json(server.get(SEARCH + "?mode=vector&q=graphs+year:2015..2017"));
    JsonNode beside = json(server.get(SEARCH + "?mode=vector&q=graphs&filter=year:2015..2017"));

    assertThat(typed.get("query").asText()).isEqualTo("graphs year:2015..2017");
    assertThat(typed.get("hits")).isNotEmpty().isEqualTo(beside.get("hits"));
  }

  @Test
  void aDocumentIsReturnedWithItsFields() {
    JsonNode document = json(server.get(PAPERS + "/documents/hep-th_9711200"));

    assertThat(document.get("id").asText()).isEqualTo("hep-th_9711200");
    assertThat(document.get("url").asText()).isEqualTo("https://arxiv.org/abs/hep-th/9711200");
    assertThat(document.get("fields").get("year").asInt()).isEqualTo(1997);
  }

  @Test
  void textsOfAllScriptsComeThroughUnchanged() {
    String text = "Schrödinger 量子 🙂 a+b & c=d";

    assertThat(json(server.get(SEARCH + "?q=" + encoded(text))).get("query").asText())
        .isEqualTo(text);
  }

  private static List<String> legs(String mode) {
    JsonNode response = json(server.get(SEARCH + "?q=graph+neural+networks&mode=" + mode));
    return names(response.get("hits").get(0).get("legs"));
  }

  private static List<String> ids(HttpResponse<String> response) {
    return StreamSupport.stream(json(response).get("hits").spliterator(), false)
        .map(hit -> hit.get("id").asText())
        .toList();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
