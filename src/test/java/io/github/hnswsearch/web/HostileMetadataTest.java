package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jbibtex.BibTeXParser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Metadata comes from anywhere. Each item of the collection has one hostile text in every field and
 * as its address; the page, the API, citations and exports show it and do nothing it says.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
final class HostileMetadataTest {
  private static final String API = "/api/collections/hostile/";

  private static final List<String> TEXTS =
      List.of(
          "<script>alert(1)</script>",
          "</title><script>alert(1)</script>",
          "</textarea><script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "<svg/onload=alert(1)>",
          "<iframe srcdoc='<script>alert(1)</script>'>",
          "<meta http-equiv=refresh content='0;url=//127.0.0.1'>",
          "<base href='//127.0.0.1/'>",
          "<form action='//127.0.0.1'><button>dust",
          "<style>body{display:none}</style>",
          "<link rel=stylesheet href=//127.0.0.1/x.css>",
          "<!-- dust",
          "--><script>alert(1)</script>",
          "\"><script>alert(1)</script>",
          "' onmouseover='alert(1)",
          "\" autofocus onfocus=alert(1) x=\"",
          "` onclick=alert(1) `",
          "&lt;script&gt;alert(1)&lt;/script&gt;",
          "&#60;script&#62;alert(1)",
          "\\u003cscript\\u003ealert(1)",
          "{{constructor.constructor('alert(1)')()}}",
          "{{{title}}}",
          "{{>page}}",
          "${7*7}#{7*7}<%= 7*7 %>",
          "<mark>dust</mark><script>alert(1)</script>",
          "javascript:alert(1)",
          "JaVaScRiPt:alert(1)",
          " \u0001javascript:alert(1)",
          "java\tscript:alert(1)",
          "javascript://a.b/%0aalert(1)",
          "data:text/html,<script>alert(1)</script>",
          "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
          "vbscript:msgbox(1)",
          "file:///etc/passwd",
          "//127.0.0.1/x",
          "http://user:password@127.0.0.1/",
          "http://127.0.0.1/\" onclick=\"alert(1)",
          "https://arxiv.org/abs/1706.03762\"><script>alert(1)</script>",
          "a\r\nX-Injected: yes\r\n\r\n<script>alert(1)</script>",
          "T\r\nER  - \r\nTY  - JOUR\r\nUR  - javascript:alert(1)",
          "},\n}\n@misc{injected, title = {x}",
          "{{{ unbalanced \\",
          "} unbalanced } {",
          "\\input{/etc/passwd}\\write18{id}",
          "=HYPERLINK(\"http://127.0.0.1\",\"dust\")",
          "=cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd",
          "+1\",\"=1+1",
          "\t=1+1\n-2",
          "a;=1+1;\"b",
          "\u202etxt.exe\u2066dust",
          "d\u0000u\u0001s\u0007t\u001b[31m\u007f",
          "dust\u2028\u2029\u0085dust",
          "\ufeff\ufffe dust",
          "' OR 1=1; DROP TABLE dust; --",
          "title:dust AND (((((((((( \"",
          "../../../etc/passwd",
          "%0d%0aSet-Cookie:%20x=y",
          "<".repeat(20_000),
          "d\u0301".repeat(10_000),
          "🐱".repeat(5_000),
          "<b>".repeat(5_000),
          "dust ".repeat(40_000));

  @TempDir private static Path folder;
  private OpenCollections collections;
  private RunningServer server;

  @BeforeAll
  void start() throws IOException {
    Schema schema =
        new Schema(
            List.of(
                new Field("title", FieldType.TEXT),
                new Field("author", FieldType.NAME),
                new Field("abstract", FieldType.TEXT),
                new Field("category", FieldType.CATEGORY),
                new Field("license", FieldType.KEYWORD),
                new Field("journal", FieldType.TEXT),
                new Field("doi", FieldType.KEYWORD),
                new Field("author_page", FieldType.STORED),
                new Field("comments", FieldType.STORED)));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      String text = TEXTS.get(i);
      Map<String, List<String>> values = new LinkedHashMap<>();
      schema.fields().forEach(field -> values.put(field.name(), List.of(text, text)));
      values.put("title", List.of(text));
      items.add(RealCollections.item("p" + i, text, "dust", new Metadata(values)));
    }
    collections = RealCollections.of(folder, "hostile", schema, items);
    server = new RunningServer(collections);
  }

  @AfterAll
  void stop() {
    server.close();
    collections.close();
  }

  static List<Integer> items() {
    return IntStream.range(0, TEXTS.size()).boxed().toList();
  }

  @Test
  void thereAreMoreThanSixtyTexts() {
    assertThat(TEXTS).doesNotHaveDuplicates().hasSizeGreaterThan(60);
  }

  @ParameterizedTest
  @MethodSource("items")
  void thePageShowsItAndDoesNothing(int item) {
    // The item itself heads the page of what is like it; all others are its results.
    HttpResponse<String> similar = server.get("/c/hostile/similar/p" + item);
    assertThat(similar.statusCode()).isEqualTo(200);
    assertHarmless(similar);

    String text = TEXTS.get(item);
    String query = text.substring(0, Math.min(text.length(), 500));
    HttpResponse<String> searched = server.get("/c/hostile?q=" + RunningServer.encoded(query));
    assertThat(searched.statusCode()).isIn(200, 303);
    assertHarmless(searched);
  }

  @ParameterizedTest
  @MethodSource("items")
  void theApiGivesItBackAsItIs(int item) {
    HttpResponse<String> response = server.get(API + "documents/p" + item);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().map()).doesNotContainKey("x-injected");
    JsonNode document = RunningServer.json(response);
    assertThat(document.path("url").asText()).isEqualTo(TEXTS.get(item));
    assertThat(document.at("/fields/title").asText()).isEqualTo(TEXTS.get(item));
  }

  @ParameterizedTest
  @MethodSource("items")
  void itsCitationIsOneEntryWithoutALinkThatRuns(int item) throws Exception {
    HttpResponse<String> bibtex = server.get(API + "documents/p" + item + "/cite");
    HttpResponse<String> ris = server.get(API + "documents/p" + item + "/cite?format=ris");

    assertThat(new BibTeXParser().parse(new StringReader(bibtex.body())).getEntries()).hasSize(1);
    assertThat(bibtex.body().lines().filter(line -> line.startsWith("@"))).hasSize(1);
    assertThat(bibtex.body()).doesNotContainPattern("url += \\{(?!https?://)");
    assertThat(ris.body().split("\r\n", -1)).filteredOn(line -> line.startsWith("ER")).hasSize(1);
    assertThat(ris.body().split("\r\n", -1))
        .allMatch(line -> line.isEmpty() || line.matches("[A-Z][A-Z0-9]  - .*"));
    assertThat(ris.body()).doesNotContainPattern("UR  - (?!https?://)");
    for (HttpResponse<String> response : List.of(bibtex, ris)) {
      assertThat(response.headers().map()).doesNotContainKey("x-injected");
      assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
          .matches("attachment; filename=\"p\\d+\\.(bib|ris)\"");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
  }

  @Test
  void exportsHoldEachItemOnceAndNothingBeside() throws Exception {
    String jsonl = server.get(API + "export?format=jsonl").body();
    List<String> titles = new ArrayList<>();
    for (String line : jsonl.split("\n", -1)) {
      if (!line.isEmpty()) {
        titles.add(new ObjectMapper().readTree(line).at("/fields/title").asText());
      }
    }
    assertThat(titles).containsExactlyInAnyOrderElementsOf(TEXTS);

    String bibtex = server.get(API + "export?format=bibtex").body();
    assertThat(new BibTeXParser().parse(new StringReader(bibtex)).getEntries())
        .hasSize(TEXTS.size());
    String ris = server.get(API + "export?format=ris").body();
    assertThat(ris.split("\r\n", -1))
        .filteredOn(line -> line.startsWith("TY"))
        .hasSize(TEXTS.size());

    List<CSVRecord> rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(server.get(API + "export?format=csv").body()))
            .getRecords();
    assertThat(rows).hasSize(TEXTS.size()).allMatch(CSVRecord::isConsistent);
    for (CSVRecord row : rows) {
      assertThat(row.stream()).noneMatch(cell -> cell.matches("(?s)[\\s\\p{Z}]*[=+\\-@].*"));
    }
  }

  /** Nothing runs, loads or leads anywhere but to this server and the web. */
  private static void assertHarmless(HttpResponse<String> response) {
    assertThat(response.headers().map()).doesNotContainKeys("x-injected", "set-cookie");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    Document page = Jsoup.parse(response.body());
    assertThat(page.select("script:not([src]), style, iframe, object, embed, base, svg [href]"))
        .isEmpty();
    assertThat(page.select("meta[http-equiv]")).isEmpty();
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey();
        assertThat(name).as(element.tagName()).doesNotStartWith("on").isNotEqualTo("srcdoc");
        if (name.equals("href") || name.equals("src") || name.equals("action")) {
          String target = attribute.getValue();
          assertThat(target).as(element.tagName()).matches("(?s)(?:/(?!/)|https?://|#|\\?).*");
          if (element.nameIs("script") || element.nameIs("link") || element.nameIs("form")) {
            assertThat(target).startsWith("/").doesNotStartWith("//");
          }
        }
      }
    }
  }
}
