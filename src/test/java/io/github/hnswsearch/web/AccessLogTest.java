package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.search.OpenCollections;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PaperCollections.class)
class AccessLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenCollections papers;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  AccessLogTest(OpenCollections papers) {
    this.papers = papers;
  }

  @Test
  void everyRequestIsALine() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    HttpResponse<String> response;
    try (RunningServer server = logged(log)) {
      response = server.get("/c/papers?q=graph", "User-Agent", "reader/1.0", "X-Request-Id", "r-1");
    }

    JsonNode line = only(lines());
    assertThat(Instant.parse(line.get("time").asText())).isBetween(before, Instant.now());
    assertThat(line.get("request_id").asText()).isEqualTo("r-1");
    assertThat(line.get("method").asText()).isEqualTo("GET");
    assertThat(line.get("route").asText()).isEqualTo("/c/{collection}");
    assertThat(line.get("path").asText()).isEqualTo("/c/papers");
    assertThat(line.get("status").asInt()).isEqualTo(200);
    assertThat(line.get("duration_ms").asDouble()).isBetween(0.0, 10_000.0);
    assertThat(line.get("bytes").asInt())
        .isEqualTo(response.body().getBytes(StandardCharsets.UTF_8).length);
    assertThat(line.get("remote").asText()).isEqualTo("127.0.0.1");
    assertThat(line.get("user_agent").asText()).isEqualTo("reader/1.0");
  }

  @Test
  void whatIsSearchedForIsNotLogged() throws Exception {
    try (RunningServer server = logged(log)) {
      server.get("/c/papers?q=secret&filter=title:secret");
      server.get("/api/collections/papers/search?q=secret");
      server.post("/api/collections/papers/search", "{\"text\": \"secret\"}");
      server.get("/?q=secret");
    }

    assertThat(lines()).hasSize(4);
    assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("secret");
  }

  @Test
  void noCallerCanForgeALine() throws Exception {
    try (RunningServer server = logged(log)) {
      RawHttp.send(
          server.port(),
          "GET /%0a%7b%22status%22:200%7d/\" HTTP/1.1",
          "Host: localhost",
          "X-Request-Id: {\"a\":1}",
          "User-Agent: \"}\t{\"status\":200} \u0085\u009b31m \u00e9");
    }

    JsonNode line = only(lines());
    assertThat(line.get("status").asInt()).isNotEqualTo(200);
    assertThat(line.get("request_id").asText()).matches("[0-9a-f]{16}");
    assertThat(log.toString(StandardCharsets.UTF_8)).matches("[\\x20-\\x7e]*\n");
  }

  @Test
  void whoIsTurnedAwayIsLoggedToo() throws Exception {
    try (RunningServer server = logged(log)) {
      RawHttp.send(server.port(), "GET /livez HTTP/1.1", "Host: rebound.example");
      RawHttp.get(server.port(), "/../openapi.json");
      server.get("/nowhere");
    }

    assertThat(lines())
        .extracting(line -> line.get("status").asInt() + " " + line.get("route").asText())
        .containsExactly("403 none", "400 none", "404 none");
  }

  @Test
  void longTextsAreCut() throws Exception {
    try (RunningServer server = logged(log)) {
      server.get("/" + "a".repeat(5000), "User-Agent", "b".repeat(5000));
    }

    JsonNode line = only(lines());
    assertThat(line.get("path").asText()).hasSize(500);
    assertThat(line.get("user_agent").asText()).hasSize(500);
  }

  @Test
  void aFullDiskStopsNobody() throws Exception {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    try (RunningServer server = logged(full)) {
      assertThat(server.get("/livez").statusCode()).isEqualTo(200);
      assertThat(server.get("/livez").statusCode()).isEqualTo(200);
    }
  }

  private RunningServer logged(OutputStream out) throws IOException {
    return new RunningServer(papers, options -> options.withAccessLog(out));
  }

  /** What was written by a server that has stopped. */
  private List<JsonNode> lines() throws IOException {
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(log.toByteArray())) {
      List<JsonNode> lines = values.readAll();
      assertThat(log.toString(StandardCharsets.UTF_8).lines()).hasSameSizeAs(lines);
      return lines;
    }
  }

  private static JsonNode only(List<JsonNode> lines) {
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }
}
