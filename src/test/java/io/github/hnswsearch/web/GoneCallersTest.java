package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who break the connection in the middle of a request or of its answer. */
@ExtendWith(PaperCollections.class)
class GoneCallersTest {
  private static final String SEARCH = "/api/collections/papers/search?q=graph";
  private static final int CALLERS = 4;
  private static final int CUTS = 400;

  private final OpenCollections papers;

  GoneCallersTest(OpenCollections papers) {
    this.papers = papers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"body", "form", "search", "export"})
  void theirPlacesGoToOthers(String kind) throws Exception {
    byte[] request = request(kind);
    try (RunningServer server =
            new RunningServer(papers, options -> options.withCapacity(new Capacity(2, 8)));
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        Random random = new Random(caller);
        ends.add(callers.submit(() -> cut(server.port(), request, random)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
      Thread.sleep(500);
      assertThat(server.get(SEARCH).statusCode()).isEqualTo(200);
    }
  }

  private static Void cut(int port, byte[] request, Random random) throws IOException {
    for (int i = 0; i < CUTS; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoLinger(true, 0);
        boolean whole = random.nextBoolean();
        socket
            .getOutputStream()
            .write(request, 0, whole ? request.length : random.nextInt(request.length));
        if (whole) {
          socket.getInputStream().readNBytes(random.nextInt(2));
        }
      }
    }
    return null;
  }

  private static byte[] request(String kind) {
    String text =
        switch (kind) {
          case "body" ->
              post(
                  "/api/collections/papers/search",
                  "application/json",
                  "{\"text\": \"graph\", \"k\": 5" + " ".repeat(4000) + "}");
          case "form" ->
              post(
                  "/api/collections/papers/search/file",
                  Multipart.CONTENT_TYPE,
                  new String(
                      Multipart.file(
                          "a.txt",
                          "graphs of molecules".repeat(300).getBytes(StandardCharsets.US_ASCII)),
                      StandardCharsets.US_ASCII));
          case "search" -> "GET " + SEARCH + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
          default -> "GET /api/collections/papers/export HTTP/1.1\r\nHost: localhost\r\n\r\n";
        };
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String post(String path, String type, String body) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path, type, body.length(), body);
  }
}
