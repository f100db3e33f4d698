package io.github.hnswsearch.web;

import static io.github.hnswsearch.web.RunningServer.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.Document;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as it is without scripts. */
class SearchPageTest {
  private static final String[] BROWSER = {"Accept", "text/html,application/xhtml+xml"};
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        new RunningServer(
            InMemoryCollections.ofPapers()
                .with("classics", InMemoryCollections.papers().subList(0, 5)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theStartPageSearchesTheLargestCollection() {
    HttpResponse<String> page = server.get("/", BROWSER);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(page.body()).contains("action=\"/c/papers\"", "32 items to search", "category:cs");
  }

  @Test
  void aSearchShowsPapersWithTheirLinks() {
    String page = page("/c/papers?q=higgs+boson&mode=keyword");

    assertThat(page)
        .contains(
            "Observation of a new particle in the search for the Standard Model Higgs boson",
            "href=\"https://arxiv.org/abs/1207.7214\"",
            "href=\"https://arxiv.org/pdf/1207.7214\"",
            "href=\"https://doi.org/10.1016/j.physletb.2012.08.020\"",
            "href=\"/c/papers/similar/1207.7214\"",
            "Phys. Lett. B 716 (2012) 1-29",
            "value=\"higgs boson\"");
  }

  @Test
  void categoriesAuthorsAndYearsOfAResultAddFilters() {
    String page = page("/c/papers?q=higgs+boson&filter=category:hep-ex").replace("&#61;", "=");

    assertThat(page)
        .contains("?q=higgs+boson&amp;filter=category:hep-ex&amp;filter=year:2012")
        .contains("&amp;filter=author:%22ATLAS+Collaboration%22")
        .contains("href=\"/c/papers?q=higgs+boson&amp;filter=category:hep-ex\"");
  }

  @ParameterizedTest
  @CsvSource({
    "vector, '32 nearest'",
    "hybrid, '32 best matches'",
    "keyword, '1 result'",
  })
  void theCountClaimsNoMoreThanIsKnown(String mode, String count) {
    assertThat(page("/c/papers?q=higgs&mode=" + mode)).contains(">" + count + "<");
  }

  @Test
  void theFactsOfTheCollectionAreBesideTheResults() {
    assertThat(page("/c/papers?q=higgs"))
        .contains("32 items", "hashed-words", "Beam width", "bit1", "recall@10", "345 µs")
        .contains("<tr class=\"calibration-default\"><td>60</td><td>0.983</td>");
  }

  @Test
  void noScoreIsAPercentage() {
    assertThat(page("/c/papers?q=higgs+boson")).doesNotContain("%<").contains("cosine similarity");
  }

  @Test
  void onlyHybridSearchesSayWhichLegsFoundAResult() {
    assertThat(page("/c/papers?q=higgs+boson")).contains("meaning #1 · words #1");
    assertThat(page("/c/papers?q=higgs+boson&mode=vector")).doesNotContain("class=\"legs\"");
  }

  @Test
  void theFormsInputsBecomeFiltersOfATidyAddress() {
    HttpResponse<String> response =
        server.get(
            "/c/papers?q=a+b&mode=vector&year_from=2015&year_to=2020&category=cs.LG"
                + "&add=author:hinton&filter=&filter=title:x",
            BROWSER);

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location").orElseThrow())
        .endsWith(
            "/c/papers?q=a+b&mode=vector&filter=title:x&filter=year:2015..2020"
                + "&filter=category:cs.LG&filter=author:hinton");
  }

  @Test
  void chosenYearsReturnToTheirInputsAndNotTwice() {
    String page = page("/c/papers?q=a&filter=year:2015..2020&filter=category:cs");

    assertThat(page)
        .contains("name=\"year_from\" value=\"2015\"", "name=\"year_to\" value=\"2020\"")
        .contains("name=\"filter\" value=\"category:cs\"")
        .doesNotContain("name=\"filter\" value=\"year");
  }

  @Test
  void pagesAreNumberedAndKeepTheSearch() {
    String page = page("/c/papers?q=learning&mode=vector&page=2").replace("&#61;", "=");

    assertThat(page)
        .contains("32 nearest, page 2 of 4")
        .contains("value=\"11\"")
        .contains("rel=\"prev\" href=\"/c/papers?q=learning&amp;mode=vector\"")
        .contains("rel=\"next\" href=\"/c/papers?q=learning&amp;mode=vector&amp;page=3\"");
  }

  @Test
  void aPageThatDoesNotExistLeadsBack() {
    assertThat(page("/c/papers?q=learning&page=9"))
        .contains("Nothing found", "Back to the first page");
  }

  @Test
  void anEmptyAnswerSuggestsWhatToLeaveOut() {
    assertThat(page("/c/papers?q=zebra&mode=keyword&filter=year:1900..1910&filter=category:cs"))
        .contains(
            "Nothing found",
            "Without year:1900..1910",
            "Without category:cs",
            "Without any filter",
            "The same by meaning");
  }

  @Test
  void warningsAreShown() {
    assertThat(page("/c/papers?q=%22unfinished")).contains("The quotation mark has no partner");
  }

  @Test
  void neighboursOfAPaperAreShownWithoutItself() {
    String page = page("/c/papers/similar/1312.5602");

    assertThat(page)
        .contains("Similar to", "Playing Atari with Deep Reinforcement Learning", "31 nearest")
        .doesNotContain("hit-similar\" href=\"/c/papers/similar/1312.5602\"");
  }

  @Test
  void filtersOfNeighboursKeepTheirOrigin() {
    HttpResponse<String> response =
        server.get("/c/papers?q=&mode=vector&like=1312.5602&category=cs.AI", BROWSER);

    assertThat(response.headers().firstValue("Location").orElseThrow())
        .endsWith("/c/papers/similar/1312.5602?filter=category:cs.AI");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /c/images?q=a                | 404 | There is no such collection
          /c/papers/similar/0000.00000 | 404 | Item &quot;0000.00000&quot; is not in collection
          /c/papers?q=a&filter=hue:red | 400 | This search needs a correction
          /c/papers?q=a&mode=fuzzy     | 400 | This search needs a correction
          /c/papers?q=a&page=0         | 400 | page: expected a number from 1 to
          /c/papers?q=a&page=x         | 400 | page: expected a number from 1 to
          /nowhere                     | 404 | There is nothing of that name
          """)
  void peopleGetPagesForErrors(String path, int status, String text) {
    HttpResponse<String> page = server.get(path, BROWSER);

    assertThat(page.statusCode()).isEqualTo(status);
    assertThat(page.body()).startsWith("<!doctype html>").contains(text);
  }

  @Test
  void aFailureKeepsTheQueryAndNamesTheRequest() throws IOException {
    try (RunningServer failing = new RunningServer(new WebServerTest.FailingCollections())) {
      HttpResponse<String> page = failing.get("/c/papers?q=kept+words", BROWSER);

      assertThat(page.statusCode()).isEqualTo(500);
      assertThat(page.body())
          .contains("The server failed", "value=\"kept words\"", "Try again")
          .contains("<code>" + page.headers().firstValue("X-Request-Id").orElseThrow() + "</code>")
          .doesNotContain("broken on purpose");
    }
  }

  @Test
  void withoutCollectionsThePageSaysWhatToRun() throws IOException {
    try (RunningServer empty = new RunningServer(new InMemoryCollections())) {
      HttpResponse<String> page = empty.get("/", BROWSER);

      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.body()).contains("Run ./hnsw-search demo");
    }
  }

  @Test
  void whileCollectionsAreOpenedThePageSaysSo() throws IOException {
    CompletableFuture<Collections> opening = new CompletableFuture<>();
    try (RunningServer early = new RunningServer(opening)) {
      assertThat(early.get("/c/papers?q=a", BROWSER).body()).contains("being opened", "Try again");
      opening.complete(InMemoryCollections.ofPapers());
      assertThat(early.get("/c/papers?q=a", BROWSER).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</textarea></title><svg onload=alert(1)>"
      })
  void whateverIsInAQueryIsShownAsText(String text) {
    String page = page("/c/papers?q=" + encoded(text) + "&filter=" + encoded("title:" + text));

    assertThat(page).doesNotContain(text);
  }

  @Test
  void whateverIsInMetadataIsShownAsText() throws IOException {
    String attack = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>";
    Document hostile =
        new Document(
            "x/" + attack,
            "javascript:alert(1)",
            Map.of(
                "title",
                attack,
                "author",
                List.of(attack),
                "category",
                List.of(attack),
                "abstract",
                attack,
                "journal",
                attack,
                "doi",
                "10.1000/" + attack.replace(" ", ""),
                "year",
                attack,
                "venue",
                List.of(attack)));
    try (RunningServer hacked =
        new RunningServer(new InMemoryCollections().with("papers", List.of(hostile)))) {
      String page = hacked.get("/c/papers?q=alert", BROWSER).body();

      assertThat(page).contains("&lt;script&gt;");
      assertThat(page).doesNotContain("<script>", "<img", "javascript:", "onerror='", "<svg onl");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//elsewhere.example/x",
        "/etc/passwd",
        "http:",
        "not a url"
      })
  void onlyWebAddressesBecomeLinks(String url) throws IOException {
    Document item = new Document("1", url, Map.of("title", "Linked nowhere"));
    try (RunningServer linked =
        new RunningServer(new InMemoryCollections().with("papers", List.of(item)))) {
      String page = linked.get("/c/papers?q=linked", BROWSER).body();

      assertThat(page).contains("<h2 class=\"hit-title\">Linked nowhere</h2>");
    }
  }

  @Test
  void anItemWithoutMetadataIsShownByItsAddress() throws IOException {
    Document item = new Document("1", "https://example.org/a?b=c&d=e", Map.of());
    try (RunningServer bare =
        new RunningServer(new InMemoryCollections().with("images", List.of(item)))) {
      assertThat(bare.get("/c/images?q=a", BROWSER).body())
          .contains("https://example.org/a?b&#61;c&amp;d&#61;e</a></h2>");
    }
  }

  @Test
  void anItemWithManyAuthorsShowsTheFirst() throws IOException {
    List<String> authors = IntStream.rangeClosed(1, 26).mapToObj(i -> "Author " + i).toList();
    Document item = new Document("1", "", Map.of("title", "Many", "author", authors));
    try (RunningServer many =
        new RunningServer(new InMemoryCollections().with("papers", List.of(item)))) {
      assertThat(many.get("/c/papers?q=many", BROWSER).body())
          .contains("Author 25", "et al.")
          .doesNotContain("Author 26");
    }
  }

  private static String page(String path) {
    HttpResponse<String> response = server.get(path, BROWSER);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
