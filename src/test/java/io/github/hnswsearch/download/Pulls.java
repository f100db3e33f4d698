package io.github.hnswsearch.download;

import io.github.hnswsearch.record.BadInputException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Pulls files into a folder on a machine whose clock only moves when someone sleeps. */
final class Pulls implements Machine {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration CONNECT = Duration.ofSeconds(30);

  final List<Duration> sleeps = new ArrayList<>();
  final List<String> heard = new ArrayList<>();
  final Map<String, String> environment = new HashMap<>();
  long usableSpace = Long.MAX_VALUE;
  Duration patience = Duration.ofSeconds(30);

  private final Path folder;
  private final DownloadListener listener = new Ear();

  Pulls(Path folder) {
    this.folder = folder;
  }

  /** Bytes that no compression shortens and no other seed gives. */
  static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static RemoteFile file(URI uri) {
    return RemoteFile.of("model.pt", uri);
  }

  static RemoteFile file(URI uri, long bytes) {
    return new RemoteFile(
        "model.pt", uri, OptionalLong.of(bytes), Optional.empty(), Optional.empty());
  }

  static RemoteFile file(URI uri, String sha256) {
    return new RemoteFile(
        "model.pt", uri, OptionalLong.empty(), Optional.of(sha256), Optional.empty());
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Path target() {
    return path("model.pt");
  }

  Path part() {
    return path("model.pt.part");
  }

  Downloader downloader() throws BadInputException {
    return new Downloader(
        new WebClient(environment, CONNECT, patience), Backoff.DEFAULT, this, listener);
  }

  Map<String, PullOutcome> pull(RemoteFile... files) throws Exception {
    return downloader().pull(List.of(files), folder);
  }

  @Override
  public Instant now() {
    return NOON.plus(sleeps.stream().reduce(Duration.ZERO, Duration::plus));
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    sleeps.add(duration);
    Thread.sleep(1); // Is interrupted as the real one is.
  }

  @Override
  public long usableSpace(Path ofFolder) {
    return usableSpace;
  }

  private final class Ear implements DownloadListener {
    private long done;

    @Override
    public void begin(String path, long here, long total) {
      done = here;
      heard.add("begin " + path + " at " + here + " of " + total);
    }

    @Override
    public void advance(long bytes) {
      done += bytes;
    }

    @Override
    public void end(boolean whole) {
      heard.add((whole ? "whole at " : "broken off at ") + done);
    }

    @Override
    public void retrying(String path, String why, Duration wait) {
      heard.add("retrying " + path + ": " + why);
    }

    @Override
    public void locked(String path) {
      heard.add("locked " + path);
    }
  }
}
