package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * Uploads that mean harm get an answer, soon, and leave nothing behind: no file, no connection to
 * elsewhere, no memory that is lost. The heap of the tests is 768 MB.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(30)
final class HostileUploadsTest {
  private static final int ATTEMPTS = 3;

  private static final String PATH = "/api/collections/papers/search/file";

  @TempDir private static Path folder;
  private ServerSocket canary;
  private OpenCollections collections;
  private RunningServer server;
  private Map<String, byte[]> files;
  private Map<String, HostileForms.Form> forms;
  private Set<Path> temporary;

  @BeforeAll
  void start() throws IOException {
    canary = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    files = HostileFiles.all(folder, "http://127.0.0.1:" + canary.getLocalPort() + "/canary");
    forms = HostileForms.all();
    Schema schema = new Schema(List.of(new Field("title", FieldType.TEXT)));
    Metadata dust = new Metadata(Map.of("title", List.of("dust")));
    collections =
        RealCollections.of(
            folder.resolve("index-data"),
            "papers",
            schema,
            List.of(RealCollections.item("dust", "", "dust", dust)));
    server = new RunningServer(collections);
    temporary = temporaryFiles();
  }

  /** What the server's own code, the container and PDFBox name their files. */
  private static Set<Path> temporaryFiles() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("(?:hnsw-search-(?:upload-|climbed|absolute)|PDFBox|MultiPart).*"))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  @AfterAll
  void stop() {
    server.close();
    collections.close();
  }

  List<String> files() {
    return List.copyOf(files.keySet());
  }

  List<String> forms() {
    return List.copyOf(forms.keySet());
  }

  @Test
  void thereAreMoreThanAHundredAttempts() {
    assertThat(files.size() + forms.size()).isGreaterThanOrEqualTo(140);
  }

  @ParameterizedTest
  @MethodSource("files")
  void aHostileFileIsAnsweredAndHarmless(String name) {
    HttpResponse<String> response =
        send(Multipart.CONTENT_TYPE, Multipart.file(name, files.get(name)));

    assertThat(response.statusCode()).as(response.body()).isIn(200, 422);
    assertHarmless(response);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aHostileFormIsAnsweredAndHarmless(String what) {
    HostileForms.Form form = forms.get(what);
    HttpResponse<String> response = send(form.contentType(), form.body());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(form.status());
    assertHarmless(response);
    if (form.status() == 200) {
      assertThat(RunningServer.json(response).at("/read/name").asText())
          .isNotBlank()
          .hasSizeLessThanOrEqualTo(200)
          .doesNotContain("/", "\\", "\u202e", "\0", "\n");
    }
  }

  /** Those that must be refused, lest a reader that lets all through passes. */
  @Test
  void bombsAndDamageAreUnprocessable() {
    Map<String, Integer> statuses = new TreeMap<>();
    for (String name : files.keySet()) {
      if (name.matches(
          "(?:png|jpeg|gif|bmp|tiff|webp): [\\d,]+ x.*|png: two billion.*|.*entity.*|.*laughs"
              + "|.*bomb.*|zip in zip|.*encrypted|program|heic|text: (?:empty|NULs|RTF)|.*not XML")) {
        statuses.put(
            name, send(Multipart.CONTENT_TYPE, Multipart.file("x", files.get(name))).statusCode());
      }
    }
    assertThat(statuses)
        .hasSizeGreaterThan(18)
        .allSatisfy((name, s) -> assertThat(s).isEqualTo(422));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void aLengthThatLiesIsAnsweredOrCutOff(String head) throws IOException {
    String body = new String(Multipart.file("a.txt", new byte[] {'d'}), StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String request =
          "POST "
              + PATH
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
              + Multipart.CONTENT_TYPE
              + "\r\n"
              + head
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).matches("(?s)(?:HTTP/1\\.1 4\\d\\d .*)?").doesNotContain("Exception");
    }
  }

  static List<String> lengths() {
    return List.of(
        "Content-Length: 100000",
        "Content-Length: 10",
        "Content-Length: -1",
        "Content-Length: 99999999999",
        "Content-Length: 34603009",
        "Content-Length: 50\r\nContent-Length: 60",
        "Content-Length: 50\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: gzip");
  }

  @Test
  void afterAllOfThemTheServerIsAsBefore() throws Exception {
    byte[] good = Multipart.file("a.txt", "dust".getBytes(StandardCharsets.UTF_8));
    for (String name : files.keySet()) {
      send(Multipart.CONTENT_TYPE, Multipart.file(name, files.get(name)));
    }
    HttpResponse<String> response = send(Multipart.CONTENT_TYPE, good);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(RunningServer.json(response).at("/hits/0/id").asText()).isEqualTo("dust");
    canary.setSoTimeout(200);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> canary.accept())
        .as("a connection to the canary")
        .isInstanceOf(SocketTimeoutException.class);
    Set<Path> left = temporaryFiles();
    left.removeAll(temporary);
    for (int tenths = 0; !left.isEmpty() && tenths < 100; tenths++) {
      // Files of other programs on this machine come and go.
      Thread.sleep(100);
      left.removeIf(Files::notExists);
    }
    assertThat(left).isEmpty();
  }

  private static void assertHarmless(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .isIn("application/json", Problem.MEDIA_TYPE);
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().map()).doesNotContainKey("x-injected");
    assertThat(response.body())
        .doesNotContain("Exception", "hnsw-search-upload", "root:", "-Xmx", "java.lang.");
    if (response.statusCode() != 200) {
      JsonNode problem = RunningServer.json(response);
      assertThat(problem.path("type").asText())
          .isIn(
              "/problems/invalid-request",
              "/problems/unprocessable-upload",
              "/problems/unsupported-media-type");
      assertThat(problem.path("detail").asText()).endsWith(".").hasSizeLessThan(1_000);
    }
  }

  /**
   * On a connection of its own: the server closes those whose form it gave up on. What it answered
   * is lost where the close overtakes it, so such a form is sent again.
   */
  private HttpResponse<String> send(String contentType, byte[] body) {
    IOException lost = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client.send(
            Multipart.request(server, PATH, contentType, body), BodyHandlers.ofString());
      } catch (IOException e) {
        lost = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("no answer", lost);
  }
}
