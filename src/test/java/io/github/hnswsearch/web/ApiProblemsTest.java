package io.github.hnswsearch.web;

import static io.github.hnswsearch.web.RunningServer.encoded;
import static io.github.hnswsearch.web.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.OpenCollections;
import io.github.hnswsearch.search.OverloadedException;
import io.github.hnswsearch.search.SearchRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PaperCollections.class)
class ApiProblemsTest {
  private static final String SEARCH = "/api/collections/papers/search";
  private static RunningServer server;

  @BeforeAll
  static void start(OpenCollections papers) throws IOException {
    server = new RunningServer(papers);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?q=a&colour=red      | query parameter "colour": expected one of [dedupe, ef, explain, facet_size, facets, filter, from, fusion, generation, highlight, k, keyword_weight, mode, negative, positive, q, rank_constant, recall, size, sort, vector_weight]
          ?q=a&positive=b      | q: expected no positive or negative beside it, found both
          ?q=a&recall=2        | recall: expected a share above 0 and up to 1, found 2.0
          ?q=a&recall=high     | recall: expected a number, found "high"
          ?q=a&recall=NaN      | recall: expected a number, found "NaN"
          ?q=a&ef=9&recall=.9  | recall: expected no ef beside it, found both
          ?q=a&explain=yes     | explain: expected true or false, found "yes"
          ?q=a&highlight=1     | highlight: expected true or false, found "1"
          ?q=a&dedupe=0.2      | dedupe: expected 0.5 to 1, found 0.2
          ?q=a&dedupe=true&k=1001 | dedupe: expected k of at most 1000 with it, found 1001
          ?q=a&explain=true&k=500&size=101 | explain: expected a size of at most 100 with it, found 101
          ?q=a&highlight=true&k=2000&size=1001 | highlight: expected a size of at most 1000 with it, found 1001
          ?q=a&k=10000&from=1&size=10000 | found 10001. No k is larger than 10000
          ?q=a&=x              | query parameter "": expected one of [
          ?q=a&fusion=sum      | fusion: expected one of [rrf, weighted], found "sum"
          ?q=a&rank_constant=0 | rank_constant: expected 1 to 100000, found 0
          ?q=a&vector_weight=-1 | vector_weight: expected 0 to 1000, found -1
          ?q=a&facet_size=0    | facet_size: expected 1 to 1000, found 0
          ?q=a&q=b             | q: expected one value, found 2
          ?q=a&mode=fuzzy      | mode: expected one of [vector, keyword, hybrid], found "fuzzy"
          ?q=a&k=ten           | k: expected a whole number, found "ten"
          ?q=a&k=1.5           | k: expected a whole number, found "1.5"
          ?q=a&k=0             | k: expected 1 to 10000, found 0
          ?q=a&k=10001         | k: expected 1 to 10000, found 10001
          ?q=a&k=99999999999   | k: expected a whole number, found "99999999999"
          ?q=a&ef=0            | ef: expected 1 to 20000, found 0
          ?q=a&from=-1         | from: expected 0 to 10000, found -1
          ?q=a&size=101        | from + size: expected at most k = 100, found 101. Raise k to 101 or more
          ?q=a&filter=year:2015..2014 | filter "year:2015..2014": expected the lower end of a range first
          ?q=a&filter=doi:*    | filter "doi:*": expected a value, found a * in it
          ?q=a&filter=hue:red  | filter "hue:red": expected one of the fields title, author, abstract, category, year, doi, journal, found "hue"
          ?q=a&filter=         | filter: expected field:value, found ""
          ?q=100%25&k=%C3%A9   | k: expected a whole number, found "é"
          """)
  void aBadParameterIsNamedWithWhatWasExpectedAndFound(String query, String detail) {
    assertProblem(server.get(SEARCH + query), 400, "invalid-request", detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"text": "a", "k": }          | body, line 1, column 20: expected JSON
          {"text": "a"                  | body, line 1, column
          {"text": "a"} {}              | body, line 1, column
          {"text": "a", "text": "b"}    | body, line 1, column
          ``                            | body: expected a JSON object
          null                          | body: expected a JSON object
          [1, 2]                        | body: expected a JSON object such as {"text": "graph neural networks"}, found an array
          {"text": "a", "limit": 3}     | body key "limit": expected one of [dedupe, ef, explain, facet_size, facets, filter, from, fusion, generation, highlight, id, k, mode, negative, positive, recall, size, sort, text, vector]
          {"text": "a", "id": "b"}      | body: expected one of text, vector, id, and positive or negative, found id and text
          {"id": "a", "negative": []}   | body: expected one of text, vector, id, and positive or negative, found id and positive or negative
          {"positive": []}              | positive and negative: expected 1 to 100 examples together, found 0
          {"positive": [7]}             | positive[0]: expected an id, or an object with one of id, text and vector, found 7
          {"negative": [{}]}            | negative[0]: expected an id, or an object with one of id, text and vector, found an object
          {"negative": [{"url": "a"}]}  | body key "negative[0].url": expected one of [id, text, vector]
          {"text": "a", "fusion": 1}    | fusion: expected an object, found 1
          {"text": "a", "fusion": {"k": 1}} | body key "fusion.k": expected one of [method, rank_constant, weights]
          {"text": "a", "fusion": {"method": "sum"}} | fusion.method: expected one of [rrf, weighted], found "sum"
          {"text": "a", "fusion": {"weights": {"words": 1}}} | body key "fusion.weights.words": expected one of [keyword, vector]
          {"text": "a", "explain": 1}   | explain: expected true or false, found 1
          {"text": "a", "dedupe": "x"}  | dedupe: expected true, false or a number, found the text "x"
          {"text": 7}                   | text: expected a text, found 7
          {"text": null}                | text: expected a text, found null
          {"text": "a", "k": "5"}       | k: expected a whole number, found the text "5"
          {"text": "a", "k": 5.5}       | k: expected a whole number, found 5.5
          {"text": "a", "k": 1e99}      | k: expected a whole number, found
          {"text": "a", "mode": "best"} | mode: expected one of [vector, keyword, hybrid], found "best"
          {"text": "a", "filter": "x"}  | filter: expected an array of texts, found the text "x"
          {"text": "a", "filter": [1]}  | filter[0]: expected a text, found 1
          {"vector": "1,2"}             | vector: expected an array of numbers, found the text "1,2"
          {"vector": [1, "2"]}          | vector[1]: expected a number, found the text "2"
          {"vector": [1, 1e39]}         | vector[1]: expected a number that a 32-bit float can hold, found
          {"vector": [1, NaN]}          | body, line 1, column
          {"vector": [1, 2]}            | vector: expected 64 components, found 2
          {"id": "a", "mode": "hybrid"} | mode: expected vector for a query by vector, picture, document, id or examples, found hybrid
          """)
  void aBadBodyIsAnsweredWithTheKeyOrThePosition(String body, String detail) {
    assertProblem(server.post(SEARCH, body), 400, "invalid-request", detail);
  }

  @Test
  void aBodyThatIsCutOffIsNoFailureOfTheServer() throws IOException {
    String answer =
        RawHttp.send(
            server.port(),
            "POST " + SEARCH + " HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Transfer-Encoding: chunked",
            "",
            "no length of a chunk");

    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("/problems/invalid-request", "found it cut off or malformed");
  }

  @Test
  void aBodyThatStopsArrivingIsLate() {
    IOException idle = new IOException(new TimeoutException("Idle timeout expired"));

    assertThat(RequestBody.broken(idle, "malformed"))
        .isInstanceOf(RequestBody.LateException.class)
        .hasMessageContaining("nothing arrives");
  }

  @Test
  void routesWithoutParametersRefuseThem() {
    assertProblem(
        server.get("/api/collections?verbose=1"),
        400,
        "invalid-request",
        "query parameter \"verbose\": expected none");
  }

  @Test
  void aQueryThatCannotBeDecodedIsRefused() throws IOException {
    assertThat(RawHttp.get(server.port(), SEARCH + "?q=%zz"))
        .startsWith("HTTP/1.1 400")
        .contains("expected two hexadecimal digits after each %");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/collections/images",
        "/api/collections/images/search?q=a",
        "/api/collections/images/documents/1",
        "/api/collections/images/documents/1/similar"
      })
  void anUnknownCollectionIsAnsweredWithThoseThereAre(String path) {
    assertProblem(
        server.get(path), 404, "not-found", "collection: expected one of papers, found \"images\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``       | document "0000.00000": not in collection "papers"
          /similar | id: expected the id of an item of this collection, found "0000.00000"
          """)
  void anUnknownDocumentIsNotFound(String suffix, String detail) {
    assertProblem(
        server.get("/api/collections/papers/documents/0000.00000" + suffix),
        404,
        "not-found",
        detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/collection", "/assets/none.css", "/favicon.ico"})
  void anUnknownPathIsNotFound(String path) {
    assertProblem(server.get(path), 404, "not-found", "path " + path + ": there is nothing here");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/collections, 'GET, HEAD'",
    "PUT, /api/collections/papers/search, 'GET, POST, HEAD'",
    "POST, /api/collections/papers, 'GET, HEAD'",
    "POST, /, 'GET, HEAD'"
  })
  void anotherMethodIsAnsweredWithTheAllowedOnes(String method, String path, String allowed) {
    HttpResponse<String> response = server.method(method, path);

    assertProblem(response, 405, "method-not-allowed", "method " + method + ": expected one of");
    assertThat(response.headers().firstValue("Allow").orElseThrow().split(", "))
        .containsExactlyInAnyOrder(allowed.split(", "));
  }

  @Test
  void whatIsWrongWithJsonIsToldWithoutTheParsersOwnWords() {
    HttpResponse<String> response = server.post("/api/collections/papers/search", "{\"text\": [}");

    assertProblem(
        response,
        400,
        "invalid-request",
        "expected JSON. Unexpected close marker '}': expected ']'");
    assertThat(response.body()).doesNotContain("Source", "REDACTED");
  }

  @Test
  void aBodyThatLooksLikeUtf32IsNoJson() {
    assertProblem(
        server.post(SEARCH, "\0\0{\0}"), 400, "invalid-request", "expected JSON in UTF-8");
  }

  @Test
  void aBodyOverOneMebibyteIsRefused() {
    String longText = "{\"text\": \"" + "a".repeat(RequestBody.MAX_BYTES) + "\"}";

    assertProblem(server.post(SEARCH, longText), 413, "content-too-large", "1048576 bytes");
  }

  @Test
  void aBodyOfUnannouncedLengthIsReadNoFurtherThanTheLimit() {
    byte[] body = new byte[RequestBody.MAX_BYTES + 1];

    HttpResponse<String> response =
        server.send(
            server
                .request(SEARCH, "Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());

    assertProblem(response, 413, "content-too-large", "1048576 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"queries": []} | queries: expected 1 to 50 searches, found none. Put one or more in
          {"queries": [{"k": 10000, "size": 6000}, {"k": 10000, "size": 4001}]} | queries: expected sizes of at most 10000 hits together, found a sum of 10001. Lower size
          """)
  void aBatchOfNothingOrOfTooMuchIsRefused(String body, String detail) {
    assertProblem(server.post(SEARCH + "/batch", body), 400, "invalid-request", detail);
  }

  @Test
  void moreQueriesThanABatchHoldsAreToBeSentInSeveralRequests() {
    String queries = String.join(",", java.util.Collections.nCopies(51, "{}"));
    assertProblem(
        server.post(SEARCH + "/batch", "{\"queries\": [" + queries + "]}"),
        400,
        "invalid-request",
        "queries: expected 1 to 50 searches, found 51. Send them in several requests");
  }

  @Test
  void aLongQueryIsRefused() {
    assertProblem(
        server.post(SEARCH, "{\"text\": \"" + "a".repeat(10_001) + "\"}"),
        400,
        "invalid-request",
        "text: expected at most 10000 characters, found 10001");
  }

  @ParameterizedTest
  @ValueSource(strings = {SEARCH, "/c/papers"})
  void theLongestQueryFitsIntoAnAddress(String path) {
    String longest = "%E5%AE%87".repeat(SearchRequest.MAX_QUERY_CHARACTERS);

    assertThat(server.get(path + "?q=" + longest).statusCode()).isEqualTo(200);
  }

  @Test
  void theLongestQueryFitsIntoARedirect() {
    String longest = "%E5%AE%87".repeat(SearchRequest.MAX_QUERY_CHARACTERS);

    assertThat(server.get("/c/papers?category=cs&q=" + longest).statusCode()).isEqualTo(303);
  }

  @Test
  void anEndlessAddressIsRefused() {
    assertProblem(
        server.get(SEARCH + "?q=" + "a".repeat(200_000)), 414, "invalid-request", "too long");
  }

  @Test
  void apiCallersGetProblemsWhateverTheyAccept() {
    assertProblem(
        server.get("/api/collections/images", "Accept", "text/html"),
        404,
        "not-found",
        "expected one of papers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../openapi.json", "/%2e%2e/openapi.json", "/a%zz"})
  void addressesTheContainerRefusesAreProblemsToo(String path) throws IOException {
    assertThat(RawHttp.get(server.port(), path))
        .startsWith("HTTP/1.1 400")
        .contains("Content-Type: application/problem+json", "X-Request-Id: ")
        .contains("\"type\":\"/problems/invalid-request\"");
  }

  @Test
  void theCallersRequestIdIsKept() {
    HttpResponse<String> response = server.get("/api/none", "X-Request-Id", "trace-1.2_3");

    assertThat(response.headers().firstValue("X-Request-Id")).hasValue("trace-1.2_3");
    assertThat(json(response).get("request_id").asText()).isEqualTo("trace-1.2_3");
  }

  @Test
  void aRequestIdThatCouldForgeTheLogIsReplaced() {
    HttpResponse<String> response =
        server.get("/livez", "X-Request-Id", "x WARNING forged " + "y".repeat(70));

    assertThat(response.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{16}");
  }

  @Test
  void nothingIsReadyWhileCollectionsAreOpened() throws IOException {
    try (RunningServer opening = new RunningServer(new CompletableFuture<>())) {
      assertThat(opening.get("/livez").statusCode()).isEqualTo(200);
      HttpResponse<String> response = opening.get("/readyz");
      assertProblem(response, 503, "not-ready", "The collections are being opened");
      assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
      assertProblem(opening.get(SEARCH + "?q=a"), 503, "not-ready", "being opened");
    }
  }

  @Test
  void aServerWithTooManySearchesSaysWhenToTryAgain(OpenCollections papers) throws IOException {
    FailingCollections busy =
        new FailingCollections(
            papers,
            request -> {
              throw new OverloadedException(
                  "encoder words: found more. Try again.", new Exception());
            });
    try (RunningServer overloaded = new RunningServer(busy)) {
      HttpResponse<String> response = overloaded.get(SEARCH + "?q=a");

      assertProblem(response, 503, "overloaded", "Try again");
      assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    }
  }

  @Test
  void nothingIsReadyWithoutCollections(@TempDir Path none) throws IOException {
    try (OpenCollections collections = new RealCollections(none).open();
        RunningServer empty = new RunningServer(collections)) {
      assertProblem(empty.get("/readyz"), 503, "not-ready", "Run ./hnsw-search demo");
      assertThat(json(empty.get("/api/collections")).get("collections")).isEmpty();
    }
  }

  @Test
  void collectionsThatCannotBeOpenedAreNeverReady() throws IOException {
    CompletableFuture<Collections> failed =
        CompletableFuture.failedFuture(new IOException("secret path"));
    try (RunningServer broken = new RunningServer(failed)) {
      HttpResponse<String> response = broken.get("/readyz");
      assertProblem(response, 503, "not-ready", "could not be opened");
      assertThat(response.body()).doesNotContain("secret");
    }
  }

  @Test
  void collectionsAreReadyOnceOpened() {
    JsonNode ready = json(server.get("/readyz"));

    assertThat(ready.get("status").asText()).isEqualTo("ready");
    assertThat(ready.get("collections").asInt()).isEqualTo(1);
  }

  @Test
  void aFilterMayHoldAnyText() {
    HttpResponse<String> response =
        server.get(SEARCH + "?q=a&filter=" + encoded("title:<script>\"&"));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  static void assertProblem(HttpResponse<String> response, int status, String kind, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    JsonNode problem = json(response);
    assertThat(problem.get("type").asText()).isEqualTo("/problems/" + kind);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(problem.get("detail").asText()).contains(detail);
    assertThat(problem.get("request_id").asText())
        .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
  }
}
