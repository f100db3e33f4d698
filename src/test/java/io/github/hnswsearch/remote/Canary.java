package io.github.hnswsearch.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Services that only this machine may reach: they listen on several ports of loopback, of IPv6 too
 * where there is one, and count who connects.
 */
final class Canary implements AutoCloseable {
  static final String SECRET = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";

  private final List<ServerSocket> servers = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Canary() throws IOException {
    int port = listen(new byte[] {127, 0, 0, 1}, 0);
    listen(new byte[] {127, 0, 0, 1}, 0);
    byte[] ipv6 = new byte[16];
    ipv6[15] = 1;
    try {
      listen(ipv6, port);
    } catch (IOException e) {
      // A machine without IPv6, or another program on that port.
    }
  }

  private int listen(byte[] address, int port) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getByAddress(address), port));
    servers.add(server);
    threads.execute(() -> count(server));
    return server.getLocalPort();
  }

  /** A port that is listened on at 127.0.0.1, and at ::1 where there is one. */
  int port() {
    return servers.get(0).getLocalPort();
  }

  /** Another at 127.0.0.1. */
  int otherPort() {
    return servers.get(1).getLocalPort();
  }

  /** How often somebody has connected. */
  int connections() {
    return connections.get();
  }

  private void count(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          OutputStream out = socket.getOutputStream()) {
        connections.incrementAndGet();
        out.write(SECRET.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // Closed, or the one who connected has gone.
      }
    }
  }

  @Override
  public void close() {
    for (ServerSocket server : servers) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    threads.shutdownNow();
  }
}
