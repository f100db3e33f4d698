package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.remote.FetchListener;
import io.github.hnswsearch.remote.RemotePictures;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.SearchRequest;
import io.github.hnswsearch.web.page.Pages;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The page and the REST API over HTTP, from {@link #start} to {@link #close}. */
public final class WebServer implements AutoCloseable {
  /** Searches are bound by processors: more threads than this would only wait for each other. */
  private static final int MAX_THREADS = 64;

  /** A query of as many characters as are allowed, each of three bytes written as %XX. */
  private static final int MAX_HEADER_BYTES = 9 * SearchRequest.MAX_QUERY_CHARACTERS + (8 << 10);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final Javalin javalin;
  private final String host;

  private WebServer(Javalin javalin, String host) {
    this.javalin = javalin;
    this.host = host;
  }

  /**
   * Starts a server of collections that are open.
   *
   * @throws BadInputException if the files of the page are missing or the port is taken
   */
  public static WebServer start(WebOptions options, Collections collections) throws IOException {
    return start(options, CompletableFuture.completedFuture(collections));
  }

  /**
   * Starts a server at once, whose searches are answered with 503 until the collections are open.
   *
   * @param opening completes with the open collections; they are not closed by this server
   * @throws BadInputException if the files of the page are missing or the port is taken
   */
  public static WebServer start(WebOptions options, CompletableFuture<Collections> opening)
      throws IOException {
    return start(options, opening, Optional.empty());
  }

  /**
   * Starts such a server that fetches pictures of the web.
   *
   * @param remote fetches them, and is not closed by this server; empty for none
   * @throws BadInputException if the files of the page are missing or the port is taken
   */
  public static WebServer start(
      WebOptions options, CompletableFuture<Collections> opening, Optional<RemotePictures> remote)
      throws IOException {
    Path files = options.webDirectory().toAbsolutePath().normalize();
    requireFiles(files);
    Pages pages = new Pages(files.resolve("templates"));
    OpeningCollections collections = new OpeningCollections(opening);
    AssetRoutes assets = new AssetRoutes(files);
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, options);
              new ApiRoutes(collections).addTo(config.routes);
              new PictureRoutes(collections, remote, FetchListener.NONE, Ticker.systemTicker())
                  .addTo(config.routes);
              new HealthRoutes(collections).addTo(config.routes);
              assets.addTo(config.routes);
              new PageRoutes(collections, pages).addTo(config.routes);
              new Errors(pages).addTo(config);
            });
    try {
      javalin.start(options.host(), options.port());
    } catch (JavalinBindException e) {
      throw new BadInputException(
          options.host() + ":" + options.port(),
          "expected an address to listen on, found one that is taken or not of this machine",
          "Give another with --port or --host",
          e);
    }
    return new WebServer(javalin, options.host());
  }

  /** The port that is listened on. */
  public int port() {
    return javalin.port();
  }

  /** The address of the page. */
  public URI uri() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port() + "/");
  }

  /** What is served, as {@code GET /livez}: so that its description can be held against it. */
  List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
        .toList();
  }

  /** Takes no new requests, lets those under way finish for a while, and stops. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void requireFiles(Path directory) throws BadInputException {
    for (String name : new String[] {"templates", "assets", "openapi.json"}) {
      if (!Files.exists(directory.resolve(name))) {
        throw new BadInputException(
            directory.toString(),
            "expected the page's files, found no " + name,
            "Run the program from its own folder");
      }
    }
  }

  private static void configure(JavalinConfig config, WebOptions options) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = RequestBody.MAX_BYTES;
    config.jsonMapper(new JavalinJackson(new ObjectMapper(), false));
    config.jetty.host = options.host();
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(WebServer::stopGracefully);
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(MAX_HEADER_BYTES);
          // A redirect repeats the query.
          http.setResponseHeaderSize(MAX_HEADER_BYTES);
          http.setSendDateHeader(true);
        });
    config.routes.before(
        ctx -> {
          RequestId.assign(ctx);
          SecurityHeaders.ALL.forEach(ctx::header);
          requireDecodable(ctx.queryString());
        });
  }

  /** Parameters that cannot be decoded would otherwise be as if they had not been sent. */
  private static void requireDecodable(@Nullable String query) {
    try {
      URLDecoder.decode(query == null ? "" : query, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "address: expected two hexadecimal digits after each %, found others in the query."
              + " Write a percent sign as %25.");
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS);
    pool.setName("web");
    return pool;
  }

  private static void stopGracefully(Server server) {
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    server.setHandler(new GracefulHandler());
    server.setErrorHandler(new ContainerErrors());
  }
}
