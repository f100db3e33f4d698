package io.github.hnswsearch.web;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens, what it serves, to whom and how much.
 *
 * @param host the address to listen on; anything but loopback is reachable by other machines
 * @param port 0 to 65535; 0 takes any free port
 * @param webDirectory the page's files: {@code templates/}, {@code assets/}, {@code openapi.json},
 *     {@code docs.html}
 * @param access who may use it
 * @param capacity how much it does at once
 * @param drain how long it goes on answering after it has said that it is not ready any more, so
 *     that whoever distributes requests can notice
 * @param accessLog receives a line of JSON for every request; null for none. It is not closed
 * @param patience with slow callers
 */
public record WebOptions(
    String host,
    int port,
    Path webDirectory,
    Access access,
    Capacity capacity,
    Duration drain,
    @Nullable OutputStream accessLog,
    Patience patience) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 7070;

  /** A server for this machine, as large as suits it. */
  public WebOptions(String host, int port, Path webDirectory) {
    this(
        host,
        port,
        webDirectory,
        Access.LOCAL,
        Capacity.of(Runtime.getRuntime().availableProcessors()),
        Duration.ZERO,
        null,
        Patience.DEFAULT);
  }

  public WebOptions withAccess(Access other) {
    return new WebOptions(host, port, webDirectory, other, capacity, drain, accessLog, patience);
  }

  public WebOptions withCapacity(Capacity other) {
    return new WebOptions(host, port, webDirectory, access, other, drain, accessLog, patience);
  }

  public WebOptions withDrain(Duration other) {
    return new WebOptions(host, port, webDirectory, access, capacity, other, accessLog, patience);
  }

  public WebOptions withAccessLog(@Nullable OutputStream other) {
    return new WebOptions(host, port, webDirectory, access, capacity, drain, other, patience);
  }

  public WebOptions withPatience(Patience other) {
    return new WebOptions(host, port, webDirectory, access, capacity, drain, accessLog, other);
  }

  /** The host as it is written in an address. */
  String hostInAddress() {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
