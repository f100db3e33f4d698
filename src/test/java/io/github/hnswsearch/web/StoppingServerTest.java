package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that are on their way, in either direction, when a server is to stop. */
@ExtendWith(PaperCollections.class)
class StoppingServerTest {
  /** More than sockets hold. */
  private static final int EXPORTED_ITEMS = 6_000;

  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)\r\n");

  private final OpenCollections papers;

  StoppingServerTest(OpenCollections papers) {
    this.papers = papers;
  }

  @Test
  void anAnswerThatIsBeingReadIsSentToItsEnd() throws Exception {
    RunningServer server = new RunningServer(new LongExports(papers, EXPORTED_ITEMS));
    try (Socket caller = connected(server)) {
      send(caller, "GET /api/collections/papers/export HTTP/1.1\r\nHost: localhost\r\n\r\n");
      byte[] start = caller.getInputStream().readNBytes(1);

      CompletableFuture<Void> stopped = stopping(server);
      byte[] rest = caller.getInputStream().readAllBytes();

      stopped.get(10, TimeUnit.SECONDS);
      String answer = new String(start, StandardCharsets.ISO_8859_1) + text(rest);
      int body = answer.indexOf("\r\n\r\n") + 4;
      Matcher length = LENGTH.matcher(answer.substring(0, body));
      assertThat(length.find()).isTrue();
      assertThat(answer.length() - body).isEqualTo(Integer.parseInt(length.group(1)));
    }
  }

  @Test
  void aBodyThatIsBeingSentIsAnswered() throws Exception {
    RunningServer server = new RunningServer(papers);
    String body = "{\"text\": \"graph\"}";
    try (Socket caller = connected(server)) {
      send(
          caller,
          "POST /api/collections/papers/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length()));
      String goOn = "HTTP/1.1 100 Continue\r\n\r\n";
      assertThat(text(caller.getInputStream().readNBytes(goOn.length()))).isEqualTo(goOn);

      CompletableFuture<Void> stopped = stopping(server);
      send(caller, body);
      String answer = text(caller.getInputStream().readAllBytes());

      stopped.get(10, TimeUnit.SECONDS);
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"hits\"");
    }
  }

  private static Socket connected(RunningServer server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 << 10);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return socket;
  }

  /** A server that has been told to stop, and waits. */
  private static CompletableFuture<Void> stopping(RunningServer server) {
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
    assertThatThrownBy(() -> stopped.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    return stopped;
  }

  private static void send(Socket caller, String text) throws IOException {
    caller.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A character a byte. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
