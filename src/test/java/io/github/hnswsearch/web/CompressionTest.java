package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.OpenCollections;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shorter answers, and none where the caller has it. */
class CompressionTest {
  private static final String SEARCH = "/api/collections/papers/search?q=graph";
  private static final String DOCUMENT = "/api/collections/papers/documents/1706.03762";
  private static final String PICTURE = "/api/collections/pictures/documents/noise/image";

  private static HttpClient client;
  private static OpenCollections collections;
  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path indexData, @TempDir Path pictures) throws IOException {
    Path picture = pictures.resolve("noise.png");
    BufferedImage noise = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 400 * 400; i++) {
      noise.setRGB(i % 400, i / 400, i * 0x9E3779B1);
    }
    ImageIO.write(noise, "png", picture.toFile());
    client = HttpClient.newHttpClient();
    collections =
        new RealCollections(indexData)
            .with("papers", KnownPapers.SCHEMA, KnownPapers.all())
            .withPictures(
                "pictures",
                pictures,
                Schema.EMPTY,
                List.of(KnownPapers.paper("noise", "noise.png", Map.of())))
            .open();
    server = new RunningServer(collections);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    collections.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SEARCH,
        "/c/papers?q=graph",
        "/assets/js/navigation.js",
        "/metrics",
        "/api/collections/papers/export?q=graph&format=jsonl",
        "/api/collections/papers/export?q=graph&format=csv",
        "/api/collections/papers/export?q=graph&format=bibtex",
        "/api/collections/papers/export?q=graph&format=ris"
      })
  void longAnswersAreCompressedForThoseWhoCanRead(String path) throws Exception {
    HttpResponse<byte[]> response = get(path, "gzip");
    String plain = server.get(path).body();

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(response.headers().allValues("Vary").toString()).contains("Accept-Encoding");
    assertThat(response.body().length).isLessThan(plain.length() * 2 / 3);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .contains(plain.substring(0, 50));
  }

  @Test
  void brotliIsPreferredWhereThisMachineHasIt() throws Exception {
    assumeTrue(Brotli4jLoader.isAvailable());
    HttpResponse<byte[]> response = get(SEARCH, "gzip, deflate, br");

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("br");
    assertThat(new BrotliInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .contains("\"query\":\"graph\"");
    assertThat(response.body().length).isLessThan(server.get(SEARCH).body().length() / 2);
  }

  @ParameterizedTest
  @CsvSource({"'gzip;q=0, br;q=0'", "identity", "zstd", "''"})
  void whoCannotReadItGetsItPlain(String accepted) throws Exception {
    HttpResponse<byte[]> response = get(SEARCH, accepted);

    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(response.headers().allValues("Vary").toString()).contains("Accept-Encoding");
    assertThat(response.body()).asString(StandardCharsets.UTF_8).startsWith("{\"query\":\"graph\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/api/none", PICTURE})
  void shortAnswersAndPicturesAreNotCompressed(String path) throws Exception {
    HttpResponse<byte[]> response = get(path, "gzip");

    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith(path.equals(PICTURE) ? "image/jpeg" : "application/");
    assertThat(response.body()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip"})
  void aDocumentIsSentAgainOnlyWhenItChanged(String accepted) throws Exception {
    for (String path :
        new String[] {DOCUMENT, "/assets/js/navigation.js", "/docs/assets/swagger-ui.css"}) {
      HttpResponse<byte[]> first = get(path, accepted);
      String tag = first.headers().firstValue("ETag").orElseThrow();

      HttpResponse<byte[]> again = get(path, accepted, "If-None-Match", "\"other\", " + tag);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(tag).startsWith("W/");
      assertThat(again.statusCode()).as(path).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("ETag")).hasValue(tag.replaceFirst("--\\w+", ""));
      assertThat(again.headers().firstValue("Cache-Control"))
          .isEqualTo(first.headers().firstValue("Cache-Control"));
      assertThat(get(path, accepted, "If-None-Match", tag).headers().firstValue("ETag"))
          .hasValue(tag);
      assertThat(get(path, accepted, "If-None-Match", "*").statusCode()).isEqualTo(304);
      assertThat(get(path, accepted, "If-None-Match", "W/\"other\"").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anotherGenerationIsAnotherVersion() {
    byte[] content = {1, 2, 3};

    assertThat(EntityTag.of(content, "one")).isEqualTo(EntityTag.of(content, "one"));
    assertThat(EntityTag.of(content, "one")).isNotEqualTo(EntityTag.of(content, "two"));
    assertThat(EntityTag.of(content, "one")).isNotEqualTo(EntityTag.of(new byte[] {1}, "one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SEARCH, DOCUMENT, "/assets/js/navigation.js"})
  void headHasTheHeadersOfGetAndNoBody(String path) throws Exception {
    for (String tag : new String[] {"\"none\"", "*"}) {
      HttpResponse<byte[]> head =
          client.send(
              server.request(path, "Accept-Encoding", "gzip", "If-None-Match", tag).HEAD().build(),
              BodyHandlers.ofByteArray());
      HttpResponse<byte[]> get = get(path, "gzip", "If-None-Match", tag);

      assertThat(head.statusCode()).isEqualTo(get.statusCode());
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().map().keySet())
          .contains("content-security-policy", "x-request-id", "vary");
      assertThat(head.headers().firstValue("Content-Type"))
          .isEqualTo(get.headers().firstValue("Content-Type"));
      assertThat(head.headers().firstValue("Cache-Control"))
          .isEqualTo(get.headers().firstValue("Cache-Control"));
    }
  }

  @Test
  void aCompressedBodyIsNotUnpacked() {
    // A few bytes could become gigabytes.
    HttpResponse<String> response =
        server.send(
            server
                .request(
                    "/api/collections/papers/search",
                    "Content-Type",
                    "application/json",
                    "Content-Encoding",
                    "gzip")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"text\": \"graph\"}"))
                .build());

    assertThat(response.statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> get(String path, String accepted, String... headers)
      throws IOException, InterruptedException {
    var request = server.request(path, headers);
    if (!accepted.isEmpty()) {
      request.header("Accept-Encoding", accepted);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
