package io.github.hnswsearch.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that never come to an end, each with a connection of its own. */
final class SlowClients implements Closeable {
  private static final int RECEIVE_BYTES = 4 << 10;
  private static final int PAUSE_MILLIS = 200;

  private final Kind kind;
  private final List<Socket> sockets = new ArrayList<>();
  private final Thread thread;
  private volatile boolean ended;

  /** What a client is slow at. */
  enum Kind {
    /** Sends the head of a request a byte at a time. */
    HEAD("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", true, false),
    /** Promises a body, and sends it a byte at a time. */
    BODY(post("/api/collections/papers/search", "application/json", 20_000), true, false),
    /** The same with a body that takes much memory once it is there. */
    LONG_BODY(post("/api/collections/papers/search", "application/json", 900_000), true, false),
    /** Sends almost as much as is taken, and then more than that a byte at a time. */
    TOO_LONG_BODY(
        post("/api/collections/papers/search", "application/json", 2_000_000)
            + " ".repeat(1_048_000),
        true,
        false),
    /**
     * Sends a body in the smallest chunks, which come to almost as much as is taken, and goes on.
     */
    CHUNKS(
        chunked("/api/collections/papers/search", "application/json")
            + "1\r\n \r\n".repeat(120_000)
            + "e0000\r\n",
        true,
        false),
    /** Sends a file a byte at a time. */
    FORM(
        post("/api/collections/papers/search/file", Multipart.CONTENT_TYPE, 20_000_000),
        true,
        false),
    /** The same after much of it has been sent. */
    LONG_FORM(
        post("/api/collections/papers/search/file", Multipart.CONTENT_TYPE, 20_000_000)
            + "x".repeat(2_000_000),
        true,
        false),
    /** Reads all items a byte at a time. */
    READER("GET /api/collections/papers/export HTTP/1.1\r\nHost: localhost\r\n\r\n", false, true),
    /** Asks for all items, and does not read them. */
    SILENT("GET /api/collections/papers/export HTTP/1.1\r\nHost: localhost\r\n\r\n", false, false);

    private final String start;
    private final boolean sends;
    private final boolean reads;

    Kind(String start, boolean sends, boolean reads) {
      this.start = start;
      this.sends = sends;
      this.reads = reads;
    }

    private static String chunked(String path, String type) {
      return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
          .formatted(path, type);
    }

    private static String post(String path, String type, int length) {
      return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
          .formatted(path, type, length);
    }
  }

  /** How many of a kind are many: what is much takes time and memory to be sent. */
  static int many(Kind kind) {
    return kind.sends && kind.start.length() < 1_000 ? 200 : 30;
  }

  /** Connects so many; those that read have begun to receive their answers. */
  SlowClients(Kind kind, int port, int count) throws IOException {
    this.kind = kind;
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(RECEIVE_BYTES);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.getOutputStream().write(kind.start.getBytes(StandardCharsets.US_ASCII));
      if (!kind.sends) {
        socket.getInputStream().readNBytes(12);
      }
      sockets.add(socket);
    }
    thread = Thread.ofPlatform().name("slow-clients").start(this::goOn);
  }

  private void goOn() {
    List<Socket> open = new ArrayList<>(sockets);
    while (!ended && !open.isEmpty()) {
      open.removeIf(this::isOver);
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** A byte more; whoever was turned away, or cut off, is over. */
  private boolean isOver(Socket socket) {
    try {
      if (kind.sends) {
        socket.getOutputStream().write('x');
      }
      socket.setSoTimeout(1);
      return kind.reads && socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** How many have connected. */
  int count() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    ended = true;
    thread.interrupt();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
