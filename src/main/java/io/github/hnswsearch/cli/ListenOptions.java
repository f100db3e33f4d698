package io.github.hnswsearch.cli;

import io.github.hnswsearch.remote.RemotePictures;
import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.OpenCollections;
import io.github.hnswsearch.web.WebOptions;
import io.github.hnswsearch.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Option;

/** Where the server listens. */
final class ListenOptions {
  private static final int MAX_PORT = 65_535;

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

  /** Serves until the process is asked to end, then lets running requests finish. */
  void serve(Workspace workspace) throws IOException {
    if (port < 0 || port > MAX_PORT) {
      throw new InvalidRequestException(
          "--port: expected 0 to %d, found %d. Give a number in that range."
              .formatted(MAX_PORT, port));
    }
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
    try (OpenCollections collections = workspace.open();
        RemotePictures pictures = new RemotePictures()) {
      CompletableFuture<Collections> opening = opening(collections);
      Optional<RemotePictures> remote = noRemotePictures ? Optional.empty() : Optional.of(pictures);
      try (WebServer server =
          WebServer.start(new WebOptions(host, port, Home.web()), opening, remote)) {
        // Until then it answers with 503; where opening fails, its answers say why.
        opening.handle((opened, failure) -> opened).join();
        System.out.println("Serving on " + server.uri() + "  (Ctrl-C stops)");
        awaitUninterruptibly(stopping);
      }
    } finally {
      stopped.countDown();
    }
  }

  /** Opens every collection beside the server's start, so that the first search need not. */
  private static CompletableFuture<Collections> opening(OpenCollections collections) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            collections.list();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return collections;
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
