package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration LONGEST = Duration.ofMillis(500);

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(60_000);
    server.addConnector(connector);
    Deadline deadline = new Deadline(LONGEST);
    deadline.setHandler(new Echo());
    server.setHandler(deadline);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void whoSendsAByteNowAndThenIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      OutputStream request = socket.getOutputStream();
      request.write(head(1000));

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  request.write('#');
                  request.flush();
                  Thread.sleep(50);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoIsDoneInTimeKeepsTheConnection() throws Exception {
    try (Socket socket = connect()) {
      for (int i = 0; i < 2; i++) {
        socket.getOutputStream().write(head(1));
        socket.getOutputStream().write('#');
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 200");
        while (socket.getInputStream().read() != '#') {
          // The rest of the head.
        }
        Thread.sleep(LONGEST.plusMillis(200));
      }
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  private static byte[] head(int length) {
    return ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads everything, then answers with it. */
  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      byte[] body = Content.Source.asInputStream(request).readAllBytes();
      response.write(true, ByteBuffer.wrap(body), callback);
      return true;
    }
  }
}
