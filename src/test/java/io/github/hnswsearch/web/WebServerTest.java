package io.github.hnswsearch.web;

import static io.github.hnswsearch.web.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.LogOf;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.io.Reader;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PaperCollections.class)
class WebServerTest {
  private static final String SEARCH = "/api/collections/papers/search?q=graph";

  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  private final OpenCollections papers;

  WebServerTest(OpenCollections papers) {
    this.papers = papers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/livez", "/api/collections", "/api/none", "/assets/css/base.css", "/none"})
  void everyAnswerHasTheSecurityHeaders(String path) throws IOException {
    try (RunningServer server = papers()) {
      Map<String, List<String>> headers = server.get(path).headers().map();

      SecurityHeaders.ALL.forEach(
          (name, value) ->
              assertThat(headers).containsEntry(name.toLowerCase(Locale.ROOT), List.of(value)));
      assertThat(headers.get("content-security-policy").getFirst())
          .startsWith("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(headers).containsKey("x-request-id");
      assertThat(headers).doesNotContainKeys("access-control-allow-origin", "server", "set-cookie");
    }
  }

  @Test
  void otherSitesMayNotAsk() throws IOException {
    try (RunningServer server = papers()) {
      HttpResponse<String> preflight =
          server.send(
              server
                  .request(SEARCH, "Access-Control-Request-Method", "POST")
                  .header("Origin", "https://elsewhere.example")
                  .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody())
                  .build());

      assertThat(preflight.statusCode()).isEqualTo(403);
      assertThat(preflight.headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control-"));
    }
  }

  @Test
  void anAssetIsSentAgainOnlyWhenItsContentChanged() throws IOException {
    try (RunningServer server = papers()) {
      HttpResponse<String> first = server.get("/assets/js/app.js");
      String tag = first.headers().firstValue("ETag").orElseThrow();

      HttpResponse<String> again = server.get("/assets/js/app.js", "If-None-Match", tag);

      assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
      assertThat(first.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/javascript");
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(server.get("/assets/js/app.js", "If-None-Match", "W/\"old\"").statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/..%2fopenapi.json",
        "/assets/..%5copenapi.json",
        "/assets/%252e%252e/openapi.json",
        "/assets/../templates/page.mustache",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/assets/css/",
        "/assets/%00",
        "/templates/page.mustache"
      })
  void nothingOutsideTheAssetsCanBeFetched(String path) throws IOException {
    try (RunningServer server = papers()) {
      assertThat(RawHttp.get(server.port(), path)).matches("(?s)HTTP/1.1 40[04] .*");
    }
  }

  @Test
  void headAnswersAsGetDoesWithoutABody() throws IOException {
    try (RunningServer server = papers()) {
      assertThat(server.method("HEAD", SEARCH).statusCode()).isEqualTo(200);
      assertThat(server.method("HEAD", SEARCH).body()).isEmpty();
      assertThat(server.method("HEAD", "/api/collections/none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void anUnexpectedFailureIsLoggedUnderTheIdThatTheCallerSees() throws IOException {
    try (LogOf log = new LogOf(Errors.class);
        RunningServer server = new RunningServer(FailingCollections.broken(papers))) {
      HttpResponse<String> response = server.get(SEARCH);

      ApiProblemsTest.assertProblem(response, 500, "internal-error", "look for request");
      assertThat(response.body()).doesNotContain("broken on purpose", "Exception", "at io.");
      String id = json(response).get("request_id").asText();
      assertThat(log.records())
          .singleElement()
          .satisfies(r -> assertThat(r.getMessage()).contains(id));
      assertThat(inTheLog(log.records().getFirst()))
          .contains(id, "java.lang.IllegalStateException: broken on purpose", "\tat ");
    }
  }

  @Test
  void whatHasNoCauseIsOneLineOfTheLog() throws IOException {
    LogRecord record = new LogRecord(Level.WARNING, "the access log cannot be written");
    record.setLoggerName("a.Logger");

    assertThat(inTheLog(record))
        .hasLineCount(1)
        .endsWith(" WARNING a.Logger: the access log cannot be written" + System.lineSeparator());
  }

  /** As the launcher has it written. */
  private static String inTheLog(LogRecord record) throws IOException {
    Properties logging = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("importer/logging.properties"))) {
      logging.load(file);
    }
    System.setProperty(LOG_FORMAT, logging.getProperty(LOG_FORMAT));
    try {
      return new SimpleFormatter().format(record);
    } finally {
      System.clearProperty(LOG_FORMAT);
    }
  }

  @Test
  void requestsUnderWayAreAnsweredBeforeTheServerStops() throws Exception {
    HeldCollections collections = HeldCollections.searches(papers);
    RunningServer server = new RunningServer(collections);
    int port = server.port();
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> server.get(SEARCH));
    assertThat(collections.await(1)).isTrue();

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
    assertThatThrownBy(() -> stopped.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    collections.release();

    assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    stopped.get(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> RawHttp.get(port, "/livez")).isInstanceOf(ConnectException.class);
  }

  @Test
  void aServerThatIsToStopSaysSoWhileItStillAnswers() throws Exception {
    RunningServer server =
        new RunningServer(papers, options -> options.withDrain(Duration.ofSeconds(2)));
    assertThat(server.get("/readyz").statusCode()).isEqualTo(200);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
    HttpResponse<String> ready = server.get("/readyz");
    while (ready.statusCode() == 200) {
      ready = server.get("/readyz");
    }

    ApiProblemsTest.assertProblem(ready, 503, "not-ready", "The server is stopping");
    assertThat(server.get("/livez").statusCode()).isEqualTo(200);
    assertThat(server.get(SEARCH).statusCode()).isEqualTo(200);
    assertThat(stopped).isNotDone();
    stopped.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aTakenPortIsReportedWithWhatToDo() throws IOException {
    try (RunningServer first = papers()) {
      WebOptions same =
          new WebOptions(WebOptions.DEFAULT_HOST, first.port(), RunningServer.WEB_DIRECTORY);

      assertThatThrownBy(() -> WebServer.start(same, papers))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("127.0.0.1:" + first.port())
          .hasMessageContaining("Give another with --port");
    }
  }

  @Test
  void missingPageFilesAreReported(@TempDir Path empty) {
    assertThatThrownBy(
            () -> WebServer.start(new WebOptions(WebOptions.DEFAULT_HOST, 0, empty), papers))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found no templates");
  }

  @Test
  void theDescriptionNamesTheMethodsThatExist() throws IOException {
    try (RunningServer server = papers()) {
      JsonNode paths = json(server.get("/openapi.json")).get("paths");

      for (Map.Entry<String, JsonNode> path : paths.properties()) {
        String address =
            path.getKey()
                .replace("{collection}", "papers")
                .replace("{id}", "1706.03762")
                .replace("{type}", "not-found");
        for (String method : List.of("get", "post", "put", "patch", "delete")) {
          boolean exists =
              server.method(method.toUpperCase(Locale.ROOT), address).statusCode() != 405;
          assertThat(path.getValue().has(method)).as(method + " " + address).isEqualTo(exists);
        }
      }
    }
  }

  private RunningServer papers() throws IOException {
    return new RunningServer(papers);
  }
}
