package io.github.hnswsearch.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request after another on one connection, which costs little besides what the server does.
 * Opened when it is needed, and anew after the server or a cut has closed it.
 */
final class KeepAlive implements Closeable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final URI server;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  KeepAlive(URI server) {
    this.server = server;
  }

  /**
   * An answer.
   *
   * @param headers by their names in lower case
   * @param body as it was sent: compressed, perhaps
   */
  record Answer(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * Sends a request and reads its answer to the end.
   *
   * @param request all of it, as it goes over the wire
   * @throws IOException if the connection breaks, or the answer ends before it is whole
   */
  Answer send(byte[] request, boolean bodyExpected) throws IOException {
    Socket connection = connected();
    try {
      connection.getOutputStream().write(request);
      Answer answer = read(bodyExpected);
      if ("close".equals(answer.headers().get("connection"))) {
        close();
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Sends the beginning of a request, reads a little of what comes, and is gone.
   *
   * @param bytes of the request to send
   * @param read how many bytes to wait for
   */
  void cut(byte[] request, int bytes, int read) throws IOException {
    Socket connection = connected();
    connection.setSoLinger(true, 0);
    connection.getOutputStream().write(request, 0, bytes);
    in.readNBytes(read);
    close();
  }

  private Socket connected() throws IOException {
    Socket connection = socket;
    if (connection == null) {
      connection = new Socket(server.getHost(), server.getPort());
      connection.setTcpNoDelay(true);
      connection.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(connection.getInputStream(), 1 << 16);
      socket = connection;
    }
    return connection;
  }

  private Answer read(boolean bodyExpected) throws IOException {
    String status = line();
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int code = Integer.parseInt(status.split(" ", 3)[1]);
    boolean empty = !bodyExpected || code == 204 || code == 304;
    return new Answer(code, headers, empty ? new byte[0] : body(headers));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      return chunks();
    }
    String length = headers.get("content-length");
    return length == null ? in.readAllBytes() : whole(Integer.parseInt(length));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length = Integer.parseInt(line(), 16);
    while (length > 0) {
      body.writeBytes(whole(length));
      line();
      length = Integer.parseInt(line(), 16);
    }
    line();
    return body.toByteArray();
  }

  private byte[] whole(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(
          "the answer ends after %d of %d bytes".formatted(bytes.length, length));
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed before the answer was whole");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
