package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.document.Documents;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.OpenCollections;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Search by a file, over HTTP, in a collection of Lucene. */
final class UploadRoutesTest {
  private static final String PATH = "/api/collections/papers/search/file";
  private static final String TOPIC = "Galaxies and their dust";

  @TempDir private Path folder;
  private OpenCollections collections;
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    List<Item> items =
        List.of(
            item("dust", "Galaxies and dust", "2020"),
            item("graphs", "Neural networks on graphs", "2020"),
            item("prices", "Markets and prices", "2010"));
    Schema schema =
        new Schema(List.of(new Field("title", FieldType.TEXT), new Field("year", FieldType.LONG)));
    collections = RealCollections.of(folder.resolve("index-data"), "papers", schema, items);
    server = new RunningServer(collections);
  }

  @AfterEach
  void stop() {
    server.close();
    collections.close();
  }

  private static Item item(String id, String title, String year) {
    return RealCollections.item(
        id, "", title, new Metadata(Map.of("title", List.of(title), "year", List.of(year))));
  }

  @Test
  void aPdfIsSearchedByWhateverItIsCalled() throws IOException {
    Path pdf = Documents.pdf(folder.resolve("a.pdf"), "On dust", TOPIC, "More about galaxies");

    JsonNode response = ok(Multipart.file("../papers/photo.png", Files.readAllBytes(pdf)));

    assertThat(response.at("/query").asText()).isEqualTo("photo.png");
    assertThat(response.at("/mode").asText()).isEqualTo("vector");
    assertThat(response.at("/hits/0/id").asText()).isEqualTo("dust");
    JsonNode read = response.path("read");
    assertThat(read.path("kind").asText()).isEqualTo("document");
    assertThat(read.path("name").asText()).isEqualTo("photo.png");
    assertThat(read.path("type").asText()).isEqualTo("pdf");
    assertThat(read.path("title").asText()).isEqualTo("On dust");
    assertThat(read.path("characters").asInt()).isBetween(40, 60);
    assertThat(read.path("passages").asInt()).isOne();
    assertThat(read.path("passages_total").asInt()).isOne();
    assertThat(read.at("/beginnings/0").asText()).startsWith("On dust. " + TOPIC);
    assertThat(read.path("notes")).isEmpty();
  }

  @Test
  void everyKindOfDocumentIsRead() throws IOException {
    byte[] docx = Files.readAllBytes(Documents.docx(folder.resolve("a.docx"), "T", TOPIC));

    assertThat(type("a", docx)).isEqualTo("docx");
    assertThat(type("a", bytes("<!doctype html><p>" + TOPIC))).isEqualTo("html");
    assertThat(type("a.MD", bytes("# T\n\n*" + TOPIC + "*"))).isEqualTo("markdown");
    assertThat(type("a.txt", bytes(TOPIC))).isEqualTo("text");
  }

  private String type(String name, byte[] content) {
    JsonNode response = ok(Multipart.file(name, content));
    assertThat(response.at("/hits/0/id").asText()).isEqualTo("dust");
    return response.at("/read/type").asText();
  }

  @Test
  void aPictureIsReadAsOne() throws IOException {
    Path png = folder.resolve("boat.png");
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png.toFile());

    JsonNode response = ok(Multipart.file("boat.pdf", Files.readAllBytes(png)));

    assertThat(response.path("hits")).hasSize(3);
    assertThat(response.path("read").toString())
        .isEqualTo("{\"kind\":\"picture\",\"name\":\"boat.pdf\",\"width\":40,\"height\":30}");
  }

  @Test
  void parametersComeInTheFormOrInTheAddress() {
    byte[] form =
        new Multipart()
            .with("k", "2")
            .withFile("a.txt", bytes(TOPIC))
            .with("filter", "year:2015..")
            .end();

    JsonNode response = RunningServer.json(post(PATH, form));
    JsonNode narrower = RunningServer.json(post(PATH + "?size=1&filter=title:dust", form));

    assertThat(response.path("hits")).hasSize(2);
    assertThat(narrower.path("hits")).hasSize(1);
    assertThat(narrower.at("/total/value").asInt()).isOne();
  }

  @Test
  void aLongDocumentIsReadInPassagesUpToALimit() {
    String words = "Dust of galaxies far away. ".repeat(30_000);

    JsonNode read = ok(Multipart.file("a.txt", bytes(words))).path("read");

    assertThat(read.path("characters").asInt()).isEqualTo(500_000);
    assertThat(read.path("passages").asInt()).isEqualTo(100);
    assertThat(read.path("passages_total").asInt()).isGreaterThan(100);
    assertThat(read.path("beginnings"))
        .hasSize(100)
        .allSatisfy(text -> assertThat(text.asText()).endsWith("…").hasSizeBetween(70, 101));
    assertThat(read.at("/notes/0").asText()).contains("only the first 500,000 characters");
    assertThat(read.at("/notes/1").asText()).contains("passages of the text 100 were embedded");
  }

  @Test
  void whatIsNoDocumentAndNoPictureIsUnprocessable() {
    JsonNode problem =
        RunningServer.json(post(PATH, Multipart.file("a.pdf", new byte[] {0, 1, 2, 3, 4})));

    assertThat(problem.path("status").asInt()).isEqualTo(422);
    assertThat(problem.path("type").asText()).isEqualTo("/problems/unprocessable-upload");
    assertThat(problem.path("detail").asText())
        .startsWith("file \"a.pdf\": expected PDF, DOCX, HTML, Markdown or plain text, found");
  }

  @Test
  void aSecondFileAMissingOneAndAnUnknownPartAreRefused() {
    byte[] two = new Multipart().withFile("a", bytes("a")).withFile("b", bytes("b")).end();
    byte[] none = new Multipart().with("k", "3").end();
    byte[] unknown = new Multipart().withFile("a", bytes("a")).with("colour", "red").end();

    assertThat(detail(two, 400)).startsWith("file: expected one part");
    assertThat(detail(none, 400)).startsWith("file: expected a part of that name, found none");
    assertThat(detail(unknown, 400))
        .startsWith("part \"colour\": expected one of [")
        .contains(", file, filter, ");
  }

  private String detail(byte[] form, int status) {
    HttpResponse<String> response = post(PATH, form);
    assertThat(response.statusCode()).isEqualTo(status);
    return RunningServer.json(response).path("detail").asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "multipart/mixed; boundary=x", "text/plain", "nonsense"})
  void otherContentTypesAreUnsupported(String contentType) {
    HttpResponse<String> response =
        server.send(Multipart.request(server, PATH, contentType, bytes("{}")));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(RunningServer.json(response).path("type").asText())
        .isEqualTo("/problems/unsupported-media-type");
  }

  @Test
  void aFileOfTheLargestSizeIsTakenAndALargerOneRefused() {
    byte[] largest = new byte[UploadForm.MAX_BYTES];
    new Random(1).nextBytes(largest);

    assertThat(post(PATH, Multipart.file("a", largest)).statusCode()).isEqualTo(422);
    JsonNode problem =
        RunningServer.json(post(PATH, Multipart.file("a", new byte[UploadForm.MAX_BYTES + 1])));
    assertThat(problem.path("status").asInt()).isEqualTo(413);
    assertThat(problem.path("detail").asText()).contains("33554432 bytes");
  }

  @Test
  void whoeverComesAfterAFileThatIsTooLargeIsAnswered() {
    byte[] tooLarge = Multipart.file("a", new byte[UploadForm.MAX_BYTES + 1]);
    for (int i = 0; i < 20; i++) {
      assertThat(post(PATH, tooLarge).statusCode()).isEqualTo(413);
      assertThat(server.get("/api/collections/papers/search?q=dust").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void bodiesOfJsonKeepTheirOwnLimit() {
    String body = "{\"text\":\"" + "x".repeat(RequestBody.MAX_BYTES) + "\"}";

    assertThat(server.post("/api/collections/papers/search", body).statusCode()).isEqualTo(413);
  }

  @Test
  void anUnknownCollectionIsNotFound() {
    HttpResponse<String> response =
        post("/api/collections/none/search/file", Multipart.file("a", bytes("a")));

    assertThat(response.statusCode()).isEqualTo(404);
  }

  private JsonNode ok(byte[] form) {
    HttpResponse<String> response = post(PATH, form);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return RunningServer.json(response);
  }

  private HttpResponse<String> post(String path, byte[] form) {
    return server.send(Multipart.request(server, path, Multipart.CONTENT_TYPE, form));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
