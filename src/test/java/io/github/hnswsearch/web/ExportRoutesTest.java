package io.github.hnswsearch.web;

import static io.github.hnswsearch.web.ApiProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jbibtex.BibTeXParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Citations and exports over HTTP. */
final class ExportRoutesTest {
  private static final String API = "/api/collections/papers/";
  private static final String ATTENTION = API + "documents/1706.03762/cite";

  private static OpenCollections collections;
  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    List<Item> many = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      Map<String, List<String>> values =
          Map.of("title", List.of("Dust " + i), "abstract", List.of("of stars"));
      many.add(KnownPapers.paper("d" + i, "https://a.b/" + i, values));
    }
    collections =
        new RealCollections(folder)
            .with("papers", KnownPapers.SCHEMA, KnownPapers.all())
            .with("many", KnownPapers.SCHEMA, many)
            .open();
    server = new RunningServer(collections);
  }

  @AfterAll
  static void stop() {
    server.close();
    collections.close();
  }

  @Test
  void aPaperIsCitedInBibtexUnlessRisIsAskedFor() {
    HttpResponse<String> bibtex = server.get(ATTENTION);
    HttpResponse<String> ris = server.get(ATTENTION + "?format=ris");

    assertThat(bibtex.statusCode()).isEqualTo(200);
    assertThat(bibtex.body())
        .startsWith("@misc{vaswani2017attention,")
        .isEqualTo(server.get(ATTENTION + "?format=bibtex").body());
    assertThat(bibtex.headers().firstValue("Content-Type")).hasValue("application/x-bibtex");
    assertThat(bibtex.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"1706_03762.bib\"");
    assertThat(ris.body()).startsWith("TY  - UNPB\r\n").endsWith("ER  - \r\n\r\n");
    assertThat(ris.headers().firstValue("Content-Type"))
        .hasValue("application/x-research-info-systems");
    assertThat(ris.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"1706_03762.ris\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "documents/1706.03762/cite?format=csv|400|expected one of [bibtex, ris], found \"csv\"",
        "documents/1706.03762/cite?form=ris|400|\"form\": expected one of [format]",
        "documents/nowhere/cite|404|\"nowhere\": not in collection",
        "export?format=xlsx|400|expected one of [jsonl, csv, bibtex, ris], found \"xlsx\"",
        "export?from=10|400|\"from\": expected one of [",
        "export?facets=year|400|\"facets\": expected one of [",
        "export?q=a&positive=1706.03762|400|q: expected no positive or negative beside it",
        "export?k=10001|400|k: expected 1 to 10,000",
        "export?filter=colour:red|400|colour",
        "export?format=csv&format=ris|400|expected one value, found 2",
      })
  void whatCannotBeExportedIsSaid(String path, int status, String detail) {
    HttpResponse<String> response = server.get(API + path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(RunningServer.json(response).path("detail").asText().replace("10000", "10,000"))
        .contains(detail);
  }

  @Test
  void anUnknownCollectionHasNoExport() {
    assertThat(server.get("/api/collections/none/export").statusCode()).isEqualTo(404);
    assertThat(server.get("/api/collections/none/documents/a/cite").statusCode()).isEqualTo(404);
  }

  @Test
  void jsonLinesHoldTheResultsOfTheSearchInTheirOrder() throws IOException {
    HttpResponse<String> export =
        server.get(API + "export?q=attention&filter=year:2015..&k=7&format=jsonl");

    assertThat(export.headers().firstValue("Content-Type")).hasValue("application/jsonl");
    assertThat(export.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"papers.jsonl\"");
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode hit :
        RunningServer.json(server.get(API + "search?q=attention&filter=year:2015..&k=7&size=7"))
            .path("hits")) {
      found.add(((ObjectNode) hit).without("legs"));
    }
    List<JsonNode> exported = new ArrayList<>();
    for (String line : export.body().lines().toList()) {
      JsonNode item = new ObjectMapper().readTree(line);
      exported.add(item);
      assertThat(((ObjectNode) item).deepCopy().retain("id", "url", "fields"))
          .isEqualTo(RunningServer.json(server.get(API + "documents/" + item.path("id").asText())));
    }
    assertThat(exported).hasSize(7).isEqualTo(found);
  }

  @Test
  void aTableHasAColumnForEachFieldOfTheCollection() throws IOException {
    HttpResponse<String> export = server.get(API + "export?format=csv");

    assertThat(export.headers().firstValue("Content-Type"))
        .hasValue("text/csv; charset=utf-8; header=present");
    List<CSVRecord> rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(export.body()))
            .getRecords();
    assertThat(rows).hasSize(KnownPapers.all().size());
    assertThat(rows.getFirst().toMap().keySet())
        .containsExactlyInAnyOrder(
            "rank",
            "id",
            "url",
            "similarity",
            "score",
            "title",
            "abstract",
            "author",
            "category",
            "year",
            "doi",
            "journal",
            "comments");
  }

  @Test
  void allPapersGoIntoABibliographyWithKeysOfTheirOwn() throws Exception {
    HttpResponse<String> export = server.get(API + "export?format=bibtex");

    int papers = KnownPapers.all().size();
    assertThat(new BibTeXParser().parse(new StringReader(export.body())).getEntries())
        .hasSize(papers);
    assertThat(server.get(API + "export?format=ris").body().lines())
        .filteredOn(line -> line.startsWith("ER"))
        .hasSize(papers);
  }

  @Test
  void anExportOfManySlicesHasEveryItemOnce() {
    List<String> lines =
        server.get("/api/collections/many/export?q=dust&k=2400").body().lines().toList();

    assertThat(lines).hasSize(2_400).doesNotHaveDuplicates();
  }

  @Test
  void anExportIsWholeUnlessItsOrderDependsOnItsDepth() {
    String many = "/api/collections/many/export";
    for (String whole : List.of("", "?q=dust&mode=keyword", "?q=%20")) {
      assertThat(server.get(many + whole).body().lines()).hasSize(2_500);
    }
    for (String deep : List.of("?q=dust", "?positive=d1", "?q=dust&mode=vector")) {
      assertThat(server.get(many + deep).body().lines()).hasSize(1_000);
    }
    assertThat(server.get(many + "?dedupe=true").body().lines().count()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void whatIsLikeAnItemIsExportedAsWell(@TempDir Path folder) throws IOException {
    Schema schema = new Schema(List.of(new Field("title", FieldType.TEXT)));
    List<Item> items = new ArrayList<>();
    for (String title : List.of("dust", "dust", "stars", "dust of stars")) {
      items.add(
          RealCollections.item(
              "p" + items.size(), "", title, new Metadata(Map.of("title", List.of(title)))));
    }
    try (OpenCollections stars = RealCollections.of(folder, "stars", schema, items);
        RunningServer starry = new RunningServer(stars)) {
      String like = "/api/collections/stars/export?format=csv&positive=p3";

      assertThat(starry.get(like).body().lines()).hasSize(4).noneMatch(row -> row.contains("p3"));
      assertThat(starry.get(like + "&dedupe=true").body().lines()).hasSize(3);
      assertThat(starry.get("/api/collections/stars/export").body().lines()).hasSize(4);
    }
  }

  @Test
  void headAnswersWithoutAFile() {
    HttpResponse<String> head = server.method("HEAD", API + "export?q=attention&format=csv");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"papers.csv\"");
  }

  /** A file that ends early must not look whole. */
  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip"})
  void anExportThatFailsMidwayIsAnsweredWithTheFailure(String encoding) throws IOException {
    BreakingExports failing = new BreakingExports(collections, 500);
    try (RunningServer failingServer = new RunningServer(failing)) {
      HttpResponse<String> answer =
          failingServer.get(
              "/api/collections/many/export?q=dust&k=1500", "Accept-Encoding", encoding);

      assertProblem(answer, 500, "internal-error", "look for request ");
      assertThat(answer.headers().map())
          .doesNotContainKeys("content-disposition", "content-encoding");
    }
  }
}
