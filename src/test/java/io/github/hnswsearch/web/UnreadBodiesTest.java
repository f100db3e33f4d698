package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers who are answered before they have sent their body. */
@ExtendWith(PaperCollections.class)
class UnreadBodiesTest {
  private static final String END = "the-end-of-what-was-asked";
  private static final int BODY_BYTES = 4 << 20;

  private final OpenCollections papers;

  UnreadBodiesTest(OpenCollections papers) {
    this.papers = papers;
  }

  @ParameterizedTest
  @CsvSource({
    "a host that is not this one, elsewhere.example, /api/collections/papers/search, 403",
    "a body that is too long, localhost, /api/collections/papers/search, 413",
    "a method that is not there, localhost, /api/collections, 405"
  })
  void theyGetTheAnswerAfterSendingTheRestAndMayAskAgain(
      String why, String host, String path, int status) throws Exception {
    try (RunningServer server = new RunningServer(papers);
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      send(caller, head(host, path, BODY_BYTES));
      Thread.sleep(300);
      byte[] part = new byte[BODY_BYTES / 4];
      for (int i = 0; i < 4; i++) {
        caller.getOutputStream().write(part);
        Thread.sleep(50);
      }
      send(caller, "GET /problems/%s HTTP/1.1\r\nHost: localhost\r\n".formatted(END));
      send(caller, "Connection: close\r\n\r\n");

      assertThat(all(caller.getInputStream()))
          .as(why)
          .startsWith("HTTP/1.1 " + status + " ")
          .contains("HTTP/1.1 404 ")
          .contains(END);
    }
  }

  @Test
  void whoNeverEndsIsCutOff() throws Exception {
    try (RunningServer server = new RunningServer(papers);
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      send(
          caller,
          head("elsewhere.example", "/api/collections/papers/search", 2 * UnreadBodies.MOST_BYTES));
      assertThatThrownBy(
              () -> {
                byte[] part = new byte[1 << 20];
                for (long sent = 0; sent < 2 * UnreadBodies.MOST_BYTES; sent += part.length) {
                  caller.getOutputStream().write(part);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  private static String head(String host, String path, long length) {
    return "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        .formatted(path, host, length);
  }

  private static void send(Socket caller, String text) throws IOException {
    caller.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String all(InputStream answer) throws IOException {
    return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
  }
}
