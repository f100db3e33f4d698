package io.github.hnswsearch.web;

import static io.github.hnswsearch.web.RunningServer.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as it is without scripts. */
class SearchPageTest {
  private static final String[] BROWSER = {"Accept", "text/html,application/xhtml+xml"};
  private static OpenCollections collections;
  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    collections = PaperCollections.withClassics(folder);
    server = new RunningServer(collections);
  }

  @AfterAll
  static void stop() {
    server.close();
    collections.close();
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

    assertThat(page).contains("Standard Model <mark>Higgs</mark> <mark>boson</mark>");
    assertThat(page.replaceAll("</?mark>", ""))
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
    "mode=vector, '32 results'",
    "mode=hybrid, '32 results'",
    "mode=vector&k=20, '20 nearest'",
    "mode=hybrid&k=20, '20 best matches'",
    "mode=keyword, '1 result'",
  })
  void theCountClaimsNoMoreThanIsKnown(String search, String count) {
    assertThat(page("/c/papers?q=higgs&" + search)).contains(">" + count + "<");
  }

  @Test
  void theFactsOfTheCollectionAreBesideTheResults() throws IOException {
    CollectionInfo info = collections.info("papers");
    CollectionInfo.CalibrationPoint standard =
        info.calibration().stream()
            .filter(point -> point.ef() == info.defaultEf())
            .findFirst()
            .orElseThrow();

    assertThat(page("/c/papers?q=higgs"))
        .contains("32 items", "<dd>hashed-words</dd>", "<dt>Beam width</dt><dd>50</dd>")
        .contains("<dt>Quantization</dt><dd>none</dd>", "recall@10", info.generation())
        .contains(
            String.format(
                Locale.ROOT,
                "<tr class=\"calibration-default\"><td>%d</td><td>1.000</td><td>%.3f</td>",
                standard.ef(),
                standard.recall()))
        .contains("<th scope=\"col\">@1</th><th scope=\"col\">@10</th>")
        .contains("Measured on this index with 32 of its own rows")
        .contains("Recall@10 under filters");
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
    String form = page.substring(page.indexOf("<form id=\"search\""), page.indexOf("</form>"));

    assertThat(form)
        .contains("name=\"year_from\" value=\"2015\"", "name=\"year_to\" value=\"2020\"")
        .contains("name=\"filter\" value=\"category:cs\"")
        .doesNotContain("name=\"filter\" value=\"year");
  }

  @Test
  void pagesAreNumberedAndKeepTheSearch() {
    String page = page("/c/papers?q=learning&mode=vector&page=2").replace("&#61;", "=");

    assertThat(page)
        .contains("32 results, page 2 of 4")
        .contains("value=\"11\"")
        .contains("rel=\"prev\" href=\"/c/papers?q=learning&amp;mode=vector\"")
        .containsPattern(
            "rel=\"next\" href=\"/c/papers\\?q=learning&amp;mode=vector&amp;page=3"
                + "&amp;generation=[0-9TZ.]+\"");
  }

  @Test
  void aPageOfAGenerationThatIsGoneIsShownFromTheLiveOneAndSaysSo() {
    String gone = "/c/papers?q=learning&mode=vector&page=2&generation=20200101T000000.000Z";
    assertThat(page(gone)).contains("32 results, page 2 of 4", "has been rebuilt since");
    assertThat(page("/c/papers?q=learning&mode=vector&page=2")).doesNotContain("has been rebuilt");
  }

  @Test
  void aPageThatDoesNotExistLeadsBack() {
    assertThat(page("/c/papers?q=learning&page=9"))
        .contains("Nothing found", "Back to the first page");
  }

  @Test
  void anEmptyAnswerSuggestsWhatToLeaveOut() {
    assertThat(page("/c/papers?q=boson&mode=keyword&filter=year:1900..1910&filter=category:hep-ex"))
        .contains(
            "Nothing found",
            "Without year:1900..1910 — 1 result<",
            "Without any filter — 1 result<",
            "The same by meaning, without any filter — 32 items<")
        .doesNotContain("Without category:hep-ex");
  }

  @Test
  void anEmptyAnswerSuggestsNothingThatIsEmptyAsWell() {
    assertThat(page("/c/papers?q=zebra&mode=keyword&filter=category:hep-ex"))
        .contains("Nothing found", "The same by meaning — 1 item<")
        .doesNotContain("Without category");
  }

  @Test
  void aRankingThatIsEmptyCountsTheItemsItWouldRank() {
    assertThat(page("/c/papers?q=boson&mode=vector&filter=year:1900..1910"))
        .contains("Without year:1900..1910 — 32 items<")
        .doesNotContain("The same by meaning");
  }

  @Test
  void warningsAreShown() {
    assertThat(page("/c/papers?q=%22unfinished"))
        .contains("a quote, bracket or operator in it has no");
  }

  @Test
  void neighboursOfAPaperAreShownWithoutItself() {
    String page = page("/c/papers/similar/1312.5602");

    assertThat(page)
        .contains("Similar to", "Playing Atari with Deep Reinforcement Learning", "31 results")
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
    try (RunningServer failing = new RunningServer(FailingCollections.broken(collections))) {
      HttpResponse<String> page = failing.get("/c/papers?q=kept+words", BROWSER);

      assertThat(page.statusCode()).isEqualTo(500);
      assertThat(page.body())
          .contains("The server failed", "value=\"kept words\"", "Try again")
          .contains("<code>" + page.headers().firstValue("X-Request-Id").orElseThrow() + "</code>")
          .doesNotContain("broken on purpose");
    }
  }

  @Test
  void withoutCollectionsThePageSaysWhatToRun(@TempDir Path folder) throws IOException {
    try (OpenCollections none = new RealCollections(folder).open();
        RunningServer empty = new RunningServer(none)) {
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
      opening.complete(collections);
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
    String search = "/c/papers?q=" + encoded(text) + "&filter=";
    String quoted = "title:\"%s\"".formatted(text.replace("\"", "\\\""));

    assertThat(page(search + encoded(quoted))).doesNotContain(text, text.replace("\"", "\\\""));
    assertThat(server.get(search + encoded(text), BROWSER))
        .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400))
        .satisfies(refused -> assertThat(refused.body()).doesNotContain(text));
  }

  @Test
  void whateverIsInMetadataIsShownAsText(@TempDir Path folder) throws IOException {
    String attack = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>";
    Schema schema =
        new Schema(
            List.of(
                new Field("title", FieldType.TEXT),
                new Field("author", FieldType.NAME),
                new Field("category", FieldType.CATEGORY),
                new Field("abstract", FieldType.TEXT),
                new Field("journal", FieldType.TEXT),
                new Field("doi", FieldType.KEYWORD),
                new Field("year", FieldType.KEYWORD),
                new Field("venue", FieldType.NAME)));
    Map<String, List<String>> values = new HashMap<>();
    schema.fields().forEach(field -> values.put(field.name(), List.of(attack)));
    values.put("doi", List.of("10.1000/" + attack.replace(" ", "")));
    Item hostile = KnownPapers.paper("x/" + attack, "javascript:alert(1)", values);

    String page = only(hostile, folder, "papers", schema, "/c/papers?q=alert");

    assertThat(page).contains("&lt;script&gt;");
    assertThat(page).doesNotContain("<script>", "<img src", "javascript:", "onerror='", "<svg onl");
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
  void onlyWebAddressesBecomeLinks(String url, @TempDir Path folder) throws IOException {
    Item item = KnownPapers.paper("1", url, Map.of("title", List.of("Linked nowhere")));

    assertThat(only(item, folder, "papers", KnownPapers.SCHEMA, "/c/papers?q=linked"))
        .contains("<h2 class=\"hit-title\"><mark>Linked</mark> nowhere</h2>");
  }

  @Test
  void anItemWithoutMetadataIsShownByItsAddress(@TempDir Path folder) throws IOException {
    Item item = KnownPapers.paper("1", "https://example.org/a?b=c&d=e", Map.of());

    assertThat(only(item, folder, "images", Schema.EMPTY, "/c/images?q=a"))
        .contains("https://example.org/a?b=c&amp;d=e</a></h2>");
  }

  @Test
  void anItemWithManyAuthorsShowsTheFirst(@TempDir Path folder) throws IOException {
    List<String> authors = IntStream.rangeClosed(1, 26).mapToObj(i -> "Author " + i).toList();
    Item item = KnownPapers.paper("1", "", Map.of("title", List.of("Many"), "author", authors));

    assertThat(only(item, folder, "papers", KnownPapers.SCHEMA, "/c/papers?q=many"))
        .contains("Author 25", "et al.")
        .doesNotContain("Author 26");
  }

  /** A page of a server of one collection with one item. */
  private static String only(
      Item item, Path folder, String collection, Schema schema, String address) throws IOException {
    try (OpenCollections one = RealCollections.of(folder, collection, schema, List.of(item));
        RunningServer single = new RunningServer(one)) {
      HttpResponse<String> response = single.get(address, BROWSER);
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }

  private static String page(String path) {
    HttpResponse<String> response = server.get(path, BROWSER);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
