package io.github.hnswsearch.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests that a well-behaved client would refuse to send. */
final class RawHttp {
  private RawHttp() {}

  /**
   * The whole answer to a request.
   *
   * @param lines its first line and its headers
   */
  static String send(int port, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The whole answer to a request whose path is sent as it stands. */
  static String get(int port, String path) throws IOException {
    return send(port, "GET " + path + " HTTP/1.1", "Host: localhost");
  }
}
