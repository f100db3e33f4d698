package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.OpenCollections;
import io.github.hnswsearch.web.SlowClients.Kind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send or read a byte now and then, or stop, many at once. */
@ExtendWith(PaperCollections.class)
class SlowClientsTest {
  private static final Capacity SMALL = new Capacity(2, 4);
  private static final Patience SHORT = new Patience(Duration.ofSeconds(3), Duration.ofSeconds(5));

  /** More than sockets hold for whoever reads little. */
  private static final int EXPORTED_ITEMS = 6_000;

  private static final int OWN_CONNECTIONS = 2;
  private static final long PROMPT_MILLIS = 4_000;

  private final OpenCollections papers;

  SlowClientsTest(OpenCollections papers) {
    this.papers = papers;
  }

  @ParameterizedTest
  @EnumSource
  void nobodyWaitsForThemAndTheyAreCutOff(Kind kind) throws Exception {
    try (RunningServer server =
        new RunningServer(
            new LongExports(papers, EXPORTED_ITEMS),
            options -> options.withCapacity(SMALL).withPatience(SHORT))) {
      ask(server);
      try (SlowClients clients = new SlowClients(kind, server.port(), SlowClients.many(kind))) {
        // Those who came first may have been cut off by the time that the last has come.
        assertThat(connections(server)).as("connections").isGreaterThan(clients.count() / 2.0);
        for (int i = 0; i < 3; i++) {
          ask(server);
        }

        assertThat(awaitConnections(server)).as("connections").isLessThanOrEqualTo(OWN_CONNECTIONS);
      }
      // Bodies that have been cut off still pass their queue, to be refused there.
      assertThat(awaitNothingKept(server)).isEmpty();
    }
  }

  /** Fewest connections, of which the client that asks has some, until all others could be over. */
  private static double awaitConnections(RunningServer server) throws InterruptedException {
    long deadline = System.nanoTime() + SHORT.idle().plus(SHORT.longest()).plusSeconds(5).toNanos();
    double connections = connections(server);
    while (connections > OWN_CONNECTIONS && System.nanoTime() < deadline) {
      Thread.sleep(100);
      connections = connections(server);
    }
    return connections;
  }

  /** What is still kept or waits after a while. */
  private static List<String> awaitNothingKept(RunningServer server) throws InterruptedException {
    long deadline = System.nanoTime() + SHORT.longest().toNanos();
    List<String> kept = kept(server);
    while (!kept.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(50);
      kept = kept(server);
    }
    return kept;
  }

  private static List<String> kept(RunningServer server) {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.matches("hnsw_((answers|bodies)_kept_bytes|queue_waiting\\{.*) .*"))
        .filter(line -> !line.endsWith(" 0.0"))
        .toList();
  }

  private static double connections(RunningServer server) {
    return server.gauge("hnsw_connections");
  }

  private static void ask(RunningServer server) throws IOException {
    for (String path :
        new String[] {
          "/api/collections/papers/search?q=graph",
          "/c/papers?q=graph",
          "/assets/css/base.css",
          "/livez",
          "/api/collections/papers/documents/1706.03762"
        }) {
      long started = System.nanoTime();
      assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started))
          .as("milliseconds of " + path)
          .isLessThan(PROMPT_MILLIS);
    }
    String body = "{\"text\": \"graph\"}";
    for (String sent : new String[] {body, body + " ".repeat(100_000)}) {
      assertThat(server.post("/api/collections/papers/search", sent).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> upload =
        server.send(
            Multipart.request(
                server,
                "/api/collections/papers/search/file",
                Multipart.CONTENT_TYPE,
                Multipart.file("a.txt", "graphs".getBytes(StandardCharsets.US_ASCII))));
    assertThat(upload.statusCode()).as(upload.body()).isEqualTo(200);
  }
}
