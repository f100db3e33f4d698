package io.github.hnswsearch.download;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves files over loopback as a good server does, with ranges and entity tags, except for the
 * answers that a test puts before the good ones.
 */
public final class FileServer implements AutoCloseable {

  /** A request that came in. */
  public record Request(String method, URI uri, Headers headers) {
    /** The first value of a header, or "". */
    public String header(String name) {
      String value = headers.getFirst(name);
      return value == null ? "" : value;
    }
  }

  /**
   * A file as it is served.
   *
   * @param headers sent with every answer, for example ETag
   * @param ranges whether a part of it can be asked for
   */
  public record Served(byte[] content, Map<String, String> headers, boolean ranges) {
    public static Served of(byte[] content) {
      return new Served(content, Map.of("ETag", "\"" + Arrays.hashCode(content) + "\""), true);
    }

    public Served with(Map<String, String> others) {
      return new Served(content, others, ranges);
    }

    public Served withoutRanges() {
      return new Served(content, headers, false);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Served> files = new ConcurrentHashMap<>();
  private final Map<String, Deque<HttpHandler>> first = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);

  public FileServer() throws IOException {
    this(HttpServer.create());
  }

  /**
   * @param server unbound; may be one of https
   */
  FileServer(HttpServer server) throws IOException {
    this.server = server;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The address of a path, which may have a query. */
  public URI uri(String path) {
    return URI.create("http://" + authority() + path);
  }

  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  int port() {
    return server.getAddress().getPort();
  }

  public URI serve(String path, byte[] content) {
    return serve(path, Served.of(content));
  }

  public URI serve(String path, Served file) {
    files.put(path, file);
    return uri(path);
  }

  /** Answers the next requests for a path so, before the file itself is served. */
  public void answerFirst(String path, HttpHandler... answers) {
    first.computeIfAbsent(path, key -> new ArrayDeque<>()).addAll(List.of(answers));
  }

  public List<Request> requests() {
    return requests;
  }

  /** Bytes of all bodies that have been sent. */
  public long bytesServed() {
    return bytes.get();
  }

  /** An answer without a body. */
  public static HttpHandler status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  public static HttpHandler redirect(String location) {
    return status(302, "Location", location);
  }

  public static HttpHandler page(int status, String html) {
    return exchange -> {
      byte[] body = html.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  /** Serves what was asked for, but breaks the connection after some bytes of it. */
  public HttpHandler cutAfter(int count) {
    return exchange -> send(exchange, count, false);
  }

  /** Serves some bytes of what was asked for, and then nothing more. */
  public HttpHandler stallAfter(int count) {
    return exchange -> send(exchange, count, true);
  }

  private void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    Headers copy = new Headers();
    copy.putAll(exchange.getRequestHeaders());
    requests.add(new Request(exchange.getRequestMethod(), uri, copy));
    try (exchange) {
      HttpHandler special = first.getOrDefault(uri.getPath(), new ArrayDeque<>()).poll();
      if (special != null) {
        special.handle(exchange);
      } else if (files.containsKey(uri.getPath())) {
        send(exchange, Integer.MAX_VALUE, false);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  /** The file or the range of it that the request asks for, at most {@code count} bytes of it. */
  private void send(HttpExchange exchange, int count, boolean stall) throws IOException {
    Served file = files.get(exchange.getRequestURI().getPath());
    file.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] content = file.content();
    int from = file.ranges() ? from(exchange.getRequestHeaders(), file) : 0;
    if (from >= content.length && from > 0) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    int length = content.length - from;
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, length == 0 ? -1 : length);
    OutputStream body = exchange.getResponseBody();
    body.write(content, from, Math.min(count, length));
    bytes.addAndGet(Math.min(count, length));
    body.flush();
    if (stall) {
      await();
    }
  }

  private void await() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int from(Headers request, Served file) {
    String range = request.getFirst("Range");
    String ifRange = request.getFirst("If-Range");
    boolean same = ifRange == null || file.headers().containsValue(ifRange);
    return range == null || !same ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
