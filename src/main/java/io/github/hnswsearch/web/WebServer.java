package io.github.hnswsearch.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.remote.FetchListener;
import io.github.hnswsearch.remote.RemotePictures;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.web.metrics.MeteredCollections;
import io.github.hnswsearch.web.metrics.Metrics;
import io.github.hnswsearch.web.page.Pages;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The page and the REST API over HTTP, from {@link #start} to {@link #close}. */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WebServer.class.getName());

  /** A search has some dozens at most: filters and examples may be repeated. */
  private static final int MAX_PARAMETERS = 1000;

  private final Javalin javalin;
  private final OpeningCollections collections;
  private final Metrics metrics;
  private final WebOptions options;

  private WebServer(
      Javalin javalin, OpeningCollections collections, Metrics metrics, WebOptions options) {
    this.javalin = javalin;
    this.collections = collections;
    this.metrics = metrics;
    this.options = options;
  }

  /**
   * Starts a server of collections that are open.
   *
   * @throws BadInputException if the files of the page are missing or the port is taken
   * @throws InvalidRequestException if other machines could use it without a key, and that is not
   *     said to be meant
   */
  public static WebServer start(WebOptions options, Collections collections) throws IOException {
    return start(options, CompletableFuture.completedFuture(collections));
  }

  /**
   * Starts a server at once, whose searches are answered with 503 until the collections are open.
   *
   * @param opening completes with the open collections; they are not closed by this server
   * @throws BadInputException if the files of the page are missing or the port is taken
   * @throws InvalidRequestException if other machines could use it without a key, and that is not
   *     said to be meant
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
    options.access().requireGuarded(options.host());
    Path files = options.webDirectory().toAbsolutePath().normalize();
    requireFiles(files);
    Pages pages = new Pages(files.resolve("templates"));
    Metrics metrics = new Metrics();
    OpeningCollections collections =
        new OpeningCollections(
            opening.thenApply(opened -> new MeteredCollections(opened, metrics)));
    Uploads uploads = new Uploads();
    AssetRoutes assets = new AssetRoutes(files);
    DocsRoutes docs = new DocsRoutes(files);
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config);
              new HttpStack(options, pages, metrics).addTo(config.jetty);
              new ApiRoutes(collections).addTo(config.routes);
              new PictureRoutes(collections, remote, fetched(metrics), Ticker.systemTicker())
                  .addTo(config.routes);
              new ExportRoutes(collections).addTo(config.routes);
              new UploadRoutes(collections, uploads).addTo(config.routes);
              new HealthRoutes(collections).addTo(config.routes);
              new MetricsRoute(collections, metrics).addTo(config.routes);
              assets.addTo(config.routes);
              docs.addTo(config.routes);
              new ProblemRoutes(pages).addTo(config.routes);
              PageRoutes page = new PageRoutes(collections, pages);
              page.addTo(config.routes);
              new PageUploadRoutes(collections, pages, page, uploads).addTo(config.routes);
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
    return new WebServer(javalin, collections, metrics, options);
  }

  private static FetchListener fetched(Metrics metrics) {
    return (seconds, outcome) ->
        metrics.pictureFetched(
            Duration.ofNanos((long) (seconds * 1e9)), outcome.name().toLowerCase(Locale.ROOT));
  }

  /** The port that is listened on. */
  public int port() {
    return javalin.port();
  }

  /** The address of the page. */
  public URI uri() {
    return URI.create("http://" + options.hostInAddress() + ":" + port() + "/");
  }

  /** What is served, as {@code GET /livez}: so that its description can be held against it. */
  List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
        .toList();
  }

  /**
   * Says that it is not ready any more, goes on for as long as the options say, takes no new
   * requests, lets those under way finish for a while, and stops.
   */
  @Override
  public void close() {
    collections.stop();
    try {
      Thread.sleep(options.drain());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      javalin.stop();
    } catch (JavalinException e) {
      // The server has stopped all the same.
      LOG.log(Level.WARNING, "requests were cut off that did not end in time: {0}", e.getMessage());
    }
    metrics.close();
  }

  private static void requireFiles(Path directory) throws BadInputException {
    for (String name : new String[] {"templates", "assets", "openapi.json", "docs.html"}) {
      if (!Files.exists(directory.resolve(name))) {
        throw new BadInputException(
            directory.toString(),
            "expected the page's files, found no " + name,
            "Run the program from its own folder");
      }
    }
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = RequestBody.MAX_BYTES;
    config.jsonMapper(new JavalinJackson(new ObjectMapper(), false));
    // The server compresses, whatever answers.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.routes.before(
        ctx -> {
          requireDecodable(ctx.queryString());
          requireFew(ctx.queryString());
        });
    config.routes.after(RouteTemplate::note);
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

  private static void requireFew(@Nullable String query) {
    long parameters = query == null ? 0 : query.chars().filter(c -> c == '&').count() + 1;
    if (parameters > MAX_PARAMETERS) {
      throw new InvalidRequestException(
          "address: expected at most %d parameters, found %d. Send fewer."
              .formatted(MAX_PARAMETERS, parameters));
    }
  }
}
