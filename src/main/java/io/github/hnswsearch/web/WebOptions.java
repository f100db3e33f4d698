package io.github.hnswsearch.web;

import java.nio.file.Path;

/**
 * Where the server listens and what it serves.
 *
 * @param host the address to listen on; anything but loopback is reachable by other machines
 * @param port 0 to 65535; 0 takes any free port
 * @param webDirectory the page's files: {@code templates/}, {@code assets/}, {@code openapi.json}
 */
public record WebOptions(String host, int port, Path webDirectory) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 7070;
}
