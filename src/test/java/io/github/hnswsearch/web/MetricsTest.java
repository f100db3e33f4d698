package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.OpenCollections;
import io.github.hnswsearch.search.SearchResponse;
import io.github.hnswsearch.web.metrics.Metrics;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PaperCollections.class)
class MetricsTest {
  private static final String SEARCH = "/api/collections/papers/search?q=graph";

  private final OpenCollections papers;

  MetricsTest(OpenCollections papers) {
    this.papers = papers;
  }

  @Test
  void requestsAreTimedByRouteNeverByAddress() throws Exception {
    try (RunningServer server = new RunningServer(papers)) {
      for (int i = 0; i < 20; i++) {
        assertThat(server.get("/nowhere/" + i).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/collections/none" + i).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/collections/papers/documents/none" + i).statusCode())
            .isEqualTo(404);
      }

      String metrics = await(server, "route=\"none\",status=\"404\"} 20");

      assertThat(metrics)
          .contains(
              requests("/api/collections/{collection}", 404) + " 20",
              requests("/api/collections/{collection}/documents/{id}", 404) + " 20")
          .doesNotContain("nowhere", "none1");
      assertThat(
              metrics.lines().filter(line -> line.startsWith("http_server_requests_seconds_count")))
          .hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void aMethodThatIsNoneIsOther() throws Exception {
    try (RunningServer server = new RunningServer(papers)) {
      RawHttp.send(server.port(), "BREW /livez HTTP/1.1", "Host: localhost");

      assertThat(await(server, "method=\"other\"")).doesNotContain("BREW");
    }
  }

  @Test
  void searchesAreTimedInParts() throws Exception {
    Collections timed = new TimedCollections(papers, new SearchResponse.Took(1.2, 3.4, 4.6));
    try (RunningServer server = new RunningServer(timed)) {
      server.get(SEARCH + "&mode=vector");
      server.get(SEARCH + "&mode=keyword");
      server.get("/c/papers?q=graph&mode=vector");

      String metrics = server.get("/metrics").body();

      assertThat(metrics)
          .contains(
              "hnsw_embed_seconds_count{collection=\"papers\",mode=\"vector\"} 2",
              "hnsw_search_seconds_count{collection=\"papers\",mode=\"vector\"} 2",
              "hnsw_search_seconds_count{collection=\"papers\",mode=\"keyword\"} 1",
              "hnsw_search_seconds_bucket{collection=\"papers\",mode=\"vector\",le=\"0.0025\"} 0",
              "hnsw_search_seconds_bucket{collection=\"papers\",mode=\"vector\",le=\"0.005\"} 2",
              "hnsw_search_seconds_bucket{collection=\"papers\",mode=\"vector\",le=\"+Inf\"} 2");
    }
  }

  @Test
  void aSearchWithoutAnEncoderTimesNone() throws Exception {
    try (RunningServer server = new RunningServer(papers)) {
      server.get(SEARCH + "&mode=keyword");
      server.post("/api/collections/papers/search", "{\"id\": \"1706.03762\"}");

      assertThat(server.get("/metrics").body())
          .contains("hnsw_search_seconds_count")
          .doesNotContain("hnsw_embed_seconds_count");
    }
  }

  @Test
  void collectionsThatDoNotExistLeaveNothing() throws Exception {
    try (RunningServer server = new RunningServer(papers)) {
      server.get("/api/collections/elsewhere/search?q=a");

      assertThat(server.get("/metrics").body())
          .contains("hnsw_collection_items{collection=\"papers\"} 32.0")
          .doesNotContain("elsewhere");
    }
  }

  @Test
  void aServerThatOpensItsCollectionsIsNotReady() throws Exception {
    CompletableFuture<Collections> opening = new CompletableFuture<>();
    try (RunningServer server = new RunningServer(opening)) {
      assertThat(server.get("/metrics").body())
          .contains("hnsw_ready 0.0")
          .doesNotContain("hnsw_collection_items{");
      opening.complete(papers);

      assertThat(server.get("/metrics").body())
          .contains("hnsw_ready 1.0", "hnsw_collection_items{");
    }
  }

  @Test
  void theMachineTheServerAndItsQueuesAreMeasured() throws Exception {
    try (RunningServer server = new RunningServer(papers)) {
      HttpResponse<String> response = server.get("/metrics");

      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      assertThat(response.body())
          .contains(
              "jvm_memory_used_bytes{",
              "jvm_threads_live_threads",
              "process_cpu_usage",
              "process_uptime_seconds",
              "hnsw_threads_busy",
              "hnsw_threads_max");
      assertThat(response.body())
          .contains(
              List.of(
                  "hnsw_queue_waiting{work=\"search\"} 0.0",
                  "hnsw_queue_waiting{work=\"upload\"} 0.0",
                  "hnsw_queue_waiting{work=\"picture\"} 0.0"));
    }
  }

  @Test
  void openMetricsIsSpokenToThoseWhoAskForIt() throws Exception {
    try (RunningServer server = new RunningServer(papers)) {
      HttpResponse<String> response =
          server.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1");

      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/openmetrics-text");
      assertThat(response.body()).endsWith("# EOF\n");
    }
  }

  @Test
  void fetchedPicturesAreTimedByOutcome() {
    try (Metrics metrics = new Metrics()) {
      metrics.pictureFetched(Duration.ofMillis(30), "fetched");
      metrics.pictureFetched(Duration.ofSeconds(3), "failed");

      assertThat(metrics.scrape("", List::of).text())
          .contains(
              "hnsw_picture_fetch_seconds_bucket{outcome=\"fetched\",le=\"0.05\"} 1",
              "hnsw_picture_fetch_seconds_bucket{outcome=\"failed\",le=\"2.5\"} 0",
              "hnsw_picture_fetch_seconds_count{outcome=\"failed\"} 1");
    }
  }

  private static String requests(String route, int status) {
    return "http_server_requests_seconds_count{method=\"GET\",outcome=\"CLIENT_ERROR\",route=\"%s\",status=\"%d\"}"
        .formatted(route, status);
  }

  /** A request is counted when its answer has been sent, perhaps a moment after it was read. */
  private static String await(RunningServer server, String line) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      String metrics = server.get("/metrics").body();
      if (metrics.contains(line)) {
        return metrics;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no " + line + " in " + server.get("/metrics").body());
  }
}
