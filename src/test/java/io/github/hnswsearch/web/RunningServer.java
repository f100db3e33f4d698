package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.remote.RemotePictures;
import io.github.hnswsearch.search.Collections;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A server on a free port, and a client of it. */
final class RunningServer implements AutoCloseable {
  static final Path WEB_DIRECTORY = Path.of("web");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebServer server;

  RunningServer(Collections collections) throws IOException {
    this(CompletableFuture.completedFuture(collections));
  }

  RunningServer(CompletableFuture<Collections> opening) throws IOException {
    this(opening, options -> options);
  }

  RunningServer(Collections collections, UnaryOperator<WebOptions> changes) throws IOException {
    this(CompletableFuture.completedFuture(collections), changes);
  }

  private RunningServer(CompletableFuture<Collections> opening, UnaryOperator<WebOptions> changes)
      throws IOException {
    this(opening, changes, Optional.empty());
  }

  RunningServer(CompletableFuture<Collections> opening, Optional<RemotePictures> remote)
      throws IOException {
    this(opening, options -> options, remote);
  }

  private RunningServer(
      CompletableFuture<Collections> opening,
      UnaryOperator<WebOptions> changes,
      Optional<RemotePictures> remote)
      throws IOException {
    WebOptions options = new WebOptions(WebOptions.DEFAULT_HOST, 0, WEB_DIRECTORY);
    server = WebServer.start(changes.apply(options), opening, remote);
  }

  /** An address on the server; whatever must be encoded in it is. */
  URI uri(String path) {
    return server.uri().resolve(path);
  }

  int port() {
    return server.port();
  }

  /** What is served, as {@code GET /livez}. */
  List<String> routes() {
    return server.routes();
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  /** What {@code /metrics} says of a gauge without labels. */
  double gauge(String name) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        request(path, "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> method(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()).build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path));
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder;
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("expected JSON, found: " + response.body(), e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Stops the server alone; its client may still be waiting for an answer. */
  void stop() {
    server.close();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
