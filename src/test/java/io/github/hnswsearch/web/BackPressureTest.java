package io.github.hnswsearch.web;

import static io.github.hnswsearch.web.ApiProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to more requests than can be answered at once. */
@ExtendWith(PaperCollections.class)
class BackPressureTest {
  private static final String SEARCH = "/api/collections/papers/search?q=graph";
  private static final int RUNNING = 2;
  private static final int WAITING = 3;

  private final OpenCollections papers;

  BackPressureTest(OpenCollections papers) {
    this.papers = papers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SEARCH,
        "/api/collections/papers/search/?q=graph",
        "/api/collections/papers/search;a=b?q=graph",
        "/api/collections/papers/documents/1706.03762/similar",
        "/api/collections/papers/documents/1706.03762/similar/"
      })
  void searchesBeyondThoseThatMayWaitAreTurnedAwayAndTheOthersAnswered(String path)
      throws Exception {
    HeldCollections collections = HeldCollections.searches(papers);
    try (ExecutorService callers = Executors.newCachedThreadPool();
        RunningServer server = crowded(collections)) {
      List<CompletableFuture<HttpResponse<String>>> accepted = fill(server, collections, callers);

      HttpResponse<String> refused = server.get(path);

      assertProblem(
          refused,
          503,
          "overloaded",
          "found 2 requests under way and 3 waiting, as many as it takes. Try");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
      assertThat(server.get("/metrics").body())
          .contains("hnsw_queue_waiting{work=\"search\"} 3.0")
          .contains("hnsw_queue_refused_total{work=\"search\"} 1.0");
      collections.release();
      for (CompletableFuture<HttpResponse<String>> answer : accepted) {
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      assertThat(server.get(SEARCH).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPersonIsToldInAPage() throws Exception {
    HeldCollections collections = HeldCollections.searches(papers);
    try (ExecutorService callers = Executors.newCachedThreadPool();
        RunningServer server = crowded(collections)) {
      fill(server, collections, callers);

      HttpResponse<String> refused = server.get("/c/papers?q=graph", "Accept", "text/html");
      collections.release();

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body())
          .startsWith("<!doctype html>")
          .contains("Too many searches wait", ">Try again</a>");
    }
  }

  @Test
  void whatIsCheapWaitsForNoSearch() throws Exception {
    HeldCollections collections = HeldCollections.searches(papers);
    try (ExecutorService callers = Executors.newCachedThreadPool();
        RunningServer server = crowded(collections)) {
      fill(server, collections, callers);

      for (String path :
          List.of(
              "/livez",
              "/readyz",
              "/metrics",
              "/assets/css/base.css",
              "/docs",
              "/openapi.json",
              "/api/collections",
              "/api/collections/papers/documents/1706.03762")) {
        assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(server.get("/api/collections/papers/documents/1706.03762/image").statusCode())
          .isEqualTo(404);
      collections.release();
    }
  }

  @Test
  void aSearchThatWaitsTooLongIsTurnedAway() throws Exception {
    HeldCollections collections = HeldCollections.searches(papers);
    try (ExecutorService callers = Executors.newCachedThreadPool();
        RunningServer server = crowded(collections)) {
      List<CompletableFuture<HttpResponse<String>>> accepted = fill(server, collections, callers);

      List<HttpResponse<String>> expired = new ArrayList<>();
      for (CompletableFuture<HttpResponse<String>> waited :
          accepted.subList(RUNNING, accepted.size())) {
        expired.add(waited.get(10, TimeUnit.SECONDS));
      }
      collections.release();

      assertThat(expired)
          .hasSize(WAITING)
          .allSatisfy(
              answer ->
                  assertProblem(
                      answer,
                      503,
                      "overloaded",
                      "expected a place within 5 seconds, found none: it answers 2 requests"));
    }
  }

  @Test
  void aBodyThatArrivesSlowlyTakesNoPlace() throws Exception {
    try (RunningServer server =
            new RunningServer(papers, options -> options.withCapacity(new Capacity(1, 1)));
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      slow.getOutputStream()
          .write(
              """
              POST /api/collections/papers/search HTTP/1.1\r
              Host: localhost\r
              Content-Type: application/json\r
              Content-Length: 17\r
              Connection: close\r
              \r
              {"text":\
              """
                  .getBytes(StandardCharsets.US_ASCII));
      Thread.sleep(200);

      assertThat(server.get(SEARCH).statusCode()).isEqualTo(200);
      slow.getOutputStream().write(" \"graph\"}".getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void longBodiesBeyondWhatIsKeptAreTurnedAwayUntilOthersAreDone() throws Exception {
    String path = "/api/collections/papers/search";
    String body = "{\"text\": \"graph\"}";
    String padded = body + " ".repeat(100_000);
    try (RunningServer server =
        new RunningServer(
            papers,
            options ->
                options.withCapacity(new Capacity(RUNNING, WAITING).withKeptBytes(500_000)))) {
      try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        slow.getOutputStream()
            .write(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n%s"
                    .formatted(path, " ".repeat(450_000))
                    .getBytes(StandardCharsets.US_ASCII));
        await(server, "hnsw_bodies_kept_bytes", kept -> kept > 400_000);

        assertProblem(
            server.post(path, padded), 503, "overloaded", "expected fewer long bodies at a time");
        assertThat(server.post(path, body).statusCode()).isEqualTo(200);
      }
      await(server, "hnsw_bodies_kept_bytes", kept -> kept == 0);
      assertThat(server.post(path, padded).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void longAnswersBeyondWhatIsKeptAreTurnedAwayAndTakeNothing() throws Exception {
    try (RunningServer server =
        new RunningServer(
            new LongExports(papers, 500),
            options ->
                options.withCapacity(new Capacity(RUNNING, WAITING).withKeptBytes(100_000)))) {
      HttpResponse<String> refused = server.get("/api/collections/papers/export");

      assertProblem(refused, 503, "overloaded", "expected fewer answers that wait to be read");
      assertThat(refused.headers().map()).doesNotContainKey("content-disposition");
      await(server, "hnsw_answers_kept_bytes", kept -> kept == 0);
      assertThat(server.get(SEARCH).statusCode()).isEqualTo(200);
    }
  }

  private static void await(RunningServer server, String gauge, DoublePredicate expected)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    double found = Double.NaN;
    while (!expected.test(found)) {
      assertThat(System.nanoTime()).as(gauge + " " + found).isLessThan(deadline);
      found = server.gauge(gauge);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, --max-concurrent", "257, 1, --max-concurrent", "1, -1, --max-queued"})
  void limitsAreWithinReason(int running, int waiting, String option) {
    assertThatThrownBy(() -> new Capacity(running, waiting))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(option + ": expected ");
  }

  @Test
  void moreParametersThanAnySearchHasAreRefused() throws IOException {
    try (RunningServer server = new RunningServer(papers)) {
      assertProblem(
          server.get(SEARCH + "&filter=x".repeat(1000)),
          400,
          "invalid-request",
          "expected at most 1000 parameters, found 1001");
    }
  }

  private static RunningServer crowded(HeldCollections collections) throws IOException {
    return new RunningServer(
        collections, options -> options.withCapacity(new Capacity(RUNNING, WAITING)));
  }

  /** As many searches as may run and wait; the first run. */
  private static List<CompletableFuture<HttpResponse<String>>> fill(
      RunningServer server, HeldCollections collections, ExecutorService callers)
      throws InterruptedException {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < RUNNING; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> server.get(SEARCH), callers));
    }
    assertThat(collections.await(RUNNING)).isTrue();
    for (int i = 0; i < WAITING; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> server.get(SEARCH), callers));
    }
    String all = "hnsw_queue_waiting{work=\"search\"} " + WAITING + ".0";
    while (!server.get("/metrics").body().contains(all)) {
      Thread.sleep(10);
    }
    return answers;
  }
}
