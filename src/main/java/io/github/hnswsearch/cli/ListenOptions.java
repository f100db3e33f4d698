package io.github.hnswsearch.cli;

import io.github.hnswsearch.remote.RemotePictures;
import io.github.hnswsearch.search.CollectionWatch;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.Limits;
import io.github.hnswsearch.search.OpenCollections;
import io.github.hnswsearch.search.Retention;
import io.github.hnswsearch.web.Access;
import io.github.hnswsearch.web.Capacity;
import io.github.hnswsearch.web.WebOptions;
import io.github.hnswsearch.web.WebServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the server listens, to whom, and how much it does at once. */
final class ListenOptions {
  private static final Logger LOG = System.getLogger(ListenOptions.class.getName());
  private static final int MAX_PORT = 65_535;
  private static final int MAX_DRAIN_SECONDS = 600;
  private static final int MAX_IDLE_MINUTES = 60 * 24 * 365;
  private static final String STANDARD_OUTPUT = "-";

  private static final Duration WARM_UP = Duration.ofSeconds(1);

  @Option(
      names = "--host",
      defaultValue = WebOptions.DEFAULT_HOST,
      description = "Address to listen on; default ${DEFAULT-VALUE}, this machine only.")
  private String host = WebOptions.DEFAULT_HOST;

  @Option(
      names = "--port",
      defaultValue = "" + WebOptions.DEFAULT_PORT,
      description = "Port to listen on, 0 for any free one; default ${DEFAULT-VALUE}.")
  private int port = WebOptions.DEFAULT_PORT;

  @Option(
      names = "--no-remote-pictures",
      description = "Fetch no pictures of the web: those that are not on this machine stay away.")
  private boolean noRemotePictures;

  @Option(
      names = "--max-concurrent",
      paramLabel = "N",
      description = "Searches that run at once; by default twice the processors, 4 at least.")
  private @Nullable Integer searches;

  @Option(
      names = "--max-queued",
      paramLabel = "N",
      description = "Searches that may wait before more are turned away; by default 32 for each.")
  private @Nullable Integer waiting;

  @Option(
      names = "--drain-seconds",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "How long to go on when asked to stop, with /readyz already at 503, so that a load balancer"
            + " can notice; default ${DEFAULT-VALUE}."
      })
  private int drainSeconds = 1;

  @Option(
      names = "--idle-minutes",
      paramLabel = "N",
      defaultValue = "60",
      description = {
        "Close a collection that nobody has searched for as long, until somebody does; 0 for never;"
            + " default ${DEFAULT-VALUE}."
      })
  private int idleMinutes = 60;

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = {
        "Appends a line of JSON for every request, - for standard output. What was searched for is"
            + " not in it. Off by default."
      })
  private @Nullable String accessLog;

  @Mixin private GuardOptions guard = new GuardOptions();

  /**
   * What was asked for, checked before anything is built for it.
   *
   * @throws InvalidRequestException if it cannot be
   */
  WebOptions options() throws IOException {
    Limits.requireWithin("--port", port, 0, MAX_PORT);
    Limits.requireWithin("--drain-seconds", drainSeconds, 0, MAX_DRAIN_SECONDS);
    Limits.requireWithin("--idle-minutes", idleMinutes, 0, MAX_IDLE_MINUTES);
    Access access = guard.access(System.getenv());
    access.requireGuarded(host);
    return new WebOptions(host, port, Home.web())
        .withAccess(access)
        .withCapacity(capacity())
        .withDrain(Duration.ofSeconds(drainSeconds));
  }

  private Capacity capacity() {
    Capacity capacity =
        searches == null
            ? Capacity.of(Runtime.getRuntime().availableProcessors())
            : Capacity.concurrent(searches);
    return waiting == null ? capacity : capacity.withWaiting(waiting);
  }

  private Retention retention() {
    return Retention.DEFAULT.withIdle(Duration.ofMinutes(idleMinutes));
  }

  /** Serves until the process is asked to end, then lets running requests finish. */
  @SuppressWarnings("try") // The watch is at work, and not used.
  void serve(WebOptions options, Workspace workspace) throws IOException {
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.countDown();
                  awaitUninterruptibly(stopped);
                },
                "stop-server"));
    try (OutputStream log = accessLog();
        OpenCollections collections = workspace.open(retention());
        RemotePictures pictures = new RemotePictures()) {
      CompletableFuture<Collections> opening = opening(collections);
      Optional<RemotePictures> remote = noRemotePictures ? Optional.empty() : Optional.of(pictures);
      try (WebServer server = WebServer.start(options.withAccessLog(log), opening, remote)) {
        // Until then it answers with 503; where opening fails, the log says why.
        opening.handle((opened, failure) -> opened).join();
        try (CollectionWatch watch = CollectionWatch.start(collections)) {
          System.out.println("Serving on " + server.uri() + "  (Ctrl-C stops)");
          awaitUninterruptibly(stopping);
        }
      }
    } finally {
      stopped.countDown();
    }
  }

  /** Where a line for every request goes; null where nobody wants to know. */
  private @Nullable OutputStream accessLog() throws IOException {
    if (accessLog == null) {
      return null;
    }
    return accessLog.equals(STANDARD_OUTPUT)
        ? System.out
        : Files.newOutputStream(
            Path.of(accessLog), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Opens and warms up all collections beside the server's start, so no search waits for it. */
  static CompletableFuture<Collections> opening(OpenCollections collections) {
    CompletableFuture<Collections> opening =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                collections.warmUp(WARM_UP);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return collections;
            });
    return opening.whenComplete(
        (opened, failure) -> {
          if (failure != null) {
            LOG.log(Level.ERROR, "The collections could not be opened", failure);
          }
        });
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
