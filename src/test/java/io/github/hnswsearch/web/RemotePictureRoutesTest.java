package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.remote.FetchLimits;
import io.github.hnswsearch.remote.RemotePictures;
import io.github.hnswsearch.remote.TestPictures;
import io.github.hnswsearch.remote.TestWeb;
import io.github.hnswsearch.search.OpenCollections;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thumbnails of pictures that are on the web, over HTTP on both sides. */
@Timeout(60)
final class RemotePictureRoutesTest {
  private static final String ID = "1706.03762";
  private static final String DOCUMENTS = "/api/collections/papers/documents/";
  private static final FetchLimits LIMITS =
      new FetchLimits(
          1 << 20, 5, Duration.ofSeconds(2), Duration.ofMillis(800), Duration.ofSeconds(20), 1, 1);

  private static final List<String> MANY = List.of("a", "b", "c", "d");

  /** Addresses that are not public; PORT is that of the public host. */
  private static final List<String> PRIVATE =
      List.of(
          "http://127.0.0.1:PORT/boat.png",
          "http://[::1]:PORT/",
          "http://10.0.0.1/boat.png",
          "http://169.254.169.254/latest/meta-data/",
          "http://intranet.example/",
          "http://localhost:PORT/boat.png",
          "http://user:secret@pictures.example/",
          "http://pictures.example:22/");

  private static TestWeb web;
  private static OpenCollections collections;
  private RemotePictures pictures;
  private RunningServer server;

  @BeforeAll
  static void build(@TempDir Path folder) throws IOException {
    web = new TestWeb();
    List<Item> items = new ArrayList<>();
    items.add(item(ID, web.url("/boat.png")));
    for (String name : MANY) {
      items.add(item(name, web.url("/" + name)));
    }
    for (String address : PRIVATE) {
      items.add(item(id(address), address.replace("PORT", web.url("").split(":", -1)[2])));
    }
    collections =
        new RealCollections(folder.resolve("index-data"))
            .withPictures("papers", folder.resolve("pictures"), Schema.EMPTY, items)
            .open();
  }

  @AfterAll
  static void close() {
    collections.close();
    web.close();
  }

  @BeforeEach
  void start() throws IOException {
    web.forget();
    pictures = new RemotePictures(web.policy(), LIMITS);
    server =
        new RunningServer(CompletableFuture.completedFuture(collections), Optional.of(pictures));
  }

  @AfterEach
  void stop() {
    server.close();
    pictures.close();
  }

  @Test
  void aPictureOfTheWebIsShownAsASmallJpegAndFetchedOnce() throws Exception {
    web.on("/boat.png", TestWeb.file(TestPictures.png(), "Content-Type: text/html"));

    HttpResponse<byte[]> first = image(ID);
    HttpResponse<byte[]> second = image(ID);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("private, max-age=3600");
    BufferedImage thumbnail = ImageIO.read(new ByteArrayInputStream(first.body()));
    assertThat(thumbnail.getWidth()).isEqualTo(480);
    assertThat(thumbnail.getHeight()).isEqualTo(240);
    assertThat(new Color(thumbnail.getRGB(240, 120)).getRed()).isGreaterThan(240);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(web.requests()).hasSize(1);
  }

  @Test
  void aKnownPictureIsNotSentAgain() throws Exception {
    web.on("/boat.png", TestWeb.file(TestPictures.png()));
    String etag = image(ID).headers().firstValue("ETag").orElseThrow();

    for (String known : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
      HttpResponse<byte[]> again = image(ID, "If-None-Match", known);
      assertThat(again.statusCode()).as(known).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("ETag")).hasValue(etag);
    }
    assertThat(image(ID, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void aRedirectIsFollowed() throws Exception {
    web.on("/boat.png", TestWeb.status("302 Found", "Location: /new.png"))
        .on("/new.png", TestWeb.file(TestPictures.png()));

    assertThat(image(ID).statusCode()).isEqualTo(200);
  }

  @Test
  void manyWhoAskAtOnceCauseOneFetch() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    web.on(
        "/boat.png",
        out -> {
          open.await();
          TestWeb.file(TestPictures.png()).write(out);
        });
    try (HttpClient client = HttpClient.newHttpClient()) {
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(
            client.sendAsync(
                server.request(DOCUMENTS + ID + "/image").build(), BodyHandlers.ofByteArray()));
      }
      // More wait than the server has threads, and it goes on answering.
      assertThat(server.get("/livez").statusCode()).isEqualTo(200);
      open.countDown();
      for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
    }
    assertThat(web.requests()).hasSize(1);
  }

  @Test
  void aFailureIsAProblemAndIsRemembered() {
    HttpResponse<String> response = server.get(DOCUMENTS + ID + "/image");

    JsonNode problem = problem(response, 502, "picture-unavailable");
    assertThat(problem.path("detail").asText())
        .isEqualTo(
            "image of \"1706.03762\" in collection \"papers\": its server answered with status"
                + " 404.");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(server.get(DOCUMENTS + ID + "/image").statusCode()).isEqualTo(502);
    assertThat(web.requests()).hasSize(1);
  }

  @Test
  void aServerThatTakesTooLongIsATimeout() {
    web.on("/boat.png", out -> Thread.sleep(10_000));

    JsonNode problem = problem(server.get(DOCUMENTS + ID + "/image"), 504, "timeout");

    assertThat(problem.path("detail").asText()).contains("its server did not send it in time");
  }

  @ParameterizedTest
  @FieldSource("PRIVATE")
  void anAddressThatIsNotPublicIsNotFetchedNorTold(String address) {
    JsonNode problem =
        problem(server.get(DOCUMENTS + id(address) + "/image"), 502, "picture-unavailable");

    assertThat(problem.path("detail").asText())
        .doesNotContain("127.0.0.1", "::1", "10.0.0.1", "169.254", "secret", "intranet", "refused");
    assertThat(web.requests()).isEmpty();
  }

  @Test
  void onlyAddressesOfIndexedItemsAreFetched() {
    assertThat(server.get(DOCUMENTS + "nowhere/image").statusCode()).isEqualTo(404);
    assertThat(server.get(DOCUMENTS + ID + "/image?url=http://a.example/").statusCode())
        .isEqualTo(400);
    String encoded = RunningServer.encoded(web.url("/boat.png")).replace("%2F", "_");
    assertThat(server.get(DOCUMENTS + encoded + "/image").statusCode()).isEqualTo(404);
    assertThat(web.requests()).isEmpty();
  }

  @Test
  void moreThanCanWaitAreToldToComeBack() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String name : MANY) {
        web.on(
            "/" + name,
            out -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
              while (!open.await(100, TimeUnit.MILLISECONDS)) {
                out.write("X-Wait: a\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
              }
              out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
              out.write(TestPictures.png());
            });
        answers.add(
            client.sendAsync(
                server.request(DOCUMENTS + name + "/image").build(), BodyHandlers.ofByteArray()));
      }
      CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).get();
      open.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
        HttpResponse<byte[]> response = answer.get();
        statuses.add(response.statusCode());
        if (response.statusCode() == 503) {
          assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
      }
      assertThat(statuses).containsOnly(200, 503);
    }
    // What was turned away is not held against it.
    for (String name : MANY) {
      assertThat(image(name).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withoutRemotePicturesTheyAreNotFoundAndTheReasonIsSaid() throws IOException {
    try (RunningServer offline = new RunningServer(collections)) {
      JsonNode problem = problem(offline.get(DOCUMENTS + ID + "/image"), 404, "not-found");

      assertThat(problem.path("detail").asText()).contains("--no-remote-pictures");
    }
    assertThat(web.requests()).isEmpty();
  }

  @Test
  void aPictureThatUnpacksToBillionsOfPixelsIsNotShown() throws IOException {
    web.on("/boat.png", TestWeb.file(pngHeader(60_000, 60_000)));

    JsonNode problem = problem(server.get(DOCUMENTS + ID + "/image"), 502, "picture-unavailable");

    assertThat(problem.path("detail").asText()).contains("damaged, or larger than can be shown");
  }

  @Test
  void aPictureThatIsCutOffIsNotShown() {
    byte[] file = TestPictures.png();
    web.on("/boat.png", TestWeb.file(Arrays.copyOf(file, file.length / 2)));

    problem(server.get(DOCUMENTS + ID + "/image"), 502, "picture-unavailable");
  }

  @Test
  void aDrawingWithAScriptIsNotShown() {
    web.on(
        "/boat.png",
        TestWeb.file(
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
                .getBytes(StandardCharsets.UTF_8),
            "Content-Type: image/svg+xml"));

    HttpResponse<String> response = server.get(DOCUMENTS + ID + "/image");

    problem(response, 502, "picture-unavailable");
    assertThat(response.body()).doesNotContain("<svg", "script");
  }

  /** What else a file is, besides a picture, stays behind: the thumbnail is drawn anew. */
  @ParameterizedTest
  @ValueSource(strings = {"gif", "jpg", "png"})
  void ofAFileThatIsAlsoAScriptAnArchiveAndAPageThePixelsAloneAreSent(String format)
      throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(TestPictures.file(format));
    file.writeBytes("*/=1;alert(1)//<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("evil.class"));
      zip.write("evil".getBytes(StandardCharsets.UTF_8));
    }
    web.on("/boat.png", TestWeb.file(file.toByteArray(), "Content-Type: text/html"));

    HttpResponse<byte[]> response = image(ID);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(new String(response.body(), StandardCharsets.ISO_8859_1))
        .startsWith("\u00ff\u00d8\u00ff")
        .doesNotContain("alert", "script", "PK\3\4", "evil");
  }

  private static Item item(String id, String address) {
    return KnownPapers.paper(id, address, Map.of());
  }

  private static String id(String address) {
    return "private-" + PRIVATE.indexOf(address);
  }

  private JsonNode problem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = RunningServer.json(response);
    assertThat(problem.path("type").asText()).isEqualTo("/problems/" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    return problem;
  }

  private HttpResponse<byte[]> image(String id, String... headers)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          server.request(DOCUMENTS + id + "/image", headers).build(), BodyHandlers.ofByteArray());
    }
  }

  private static byte[] pngHeader(int width, int height) {
    byte[] size = ByteBuffer.allocate(8).putInt(width).putInt(height).array();
    ByteBuffer chunk = ByteBuffer.allocate(25);
    chunk.putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII)).put(size);
    chunk.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), 4, 17);
    chunk.putInt((int) checksum.getValue());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(chunk.array());
    return file.toByteArray();
  }
}
