package io.github.hnswsearch.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that the launcher started, as a process of its own. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("Serving on (http://\\S+)");
  private static final long START_SECONDS = 60;

  private final Process process;
  private final Path err;
  private final URI address;

  private ServerProcess(Process process, Path err, URI address) {
    this.process = process;
    this.err = err;
    this.address = address;
  }

  /**
   * Starts a server on a free port and waits until it serves.
   *
   * @param outputs a folder for what it prints
   * @param options of {@code serve}, besides the port
   */
  static ServerProcess start(Launcher launcher, Path outputs, String... options)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(outputs, "serve", ".out");
    Path err = Files.createTempFile(outputs, "serve", ".err");
    List<String> arguments =
        Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options)).toList();
    Process process = launcher.start(out, err, arguments.toArray(String[]::new));
    try {
      return new ServerProcess(process, err, awaitAddress(process, out, err));
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static URI awaitAddress(Process server, Path out, Path err)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < deadline && server.isAlive()) {
      Matcher address = ADDRESS.matcher(Launcher.read(out));
      if (address.find()) {
        return URI.create(address.group(1));
      }
      Thread.sleep(50);
    }
    throw new AssertionError(
        "the server did not start: " + Launcher.read(out) + Launcher.read(err));
  }

  URI address() {
    return address;
  }

  /** Looked at by the kernel. */
  ProcessSample sample() throws IOException {
    return ProcessSample.of(process.pid());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end, as SIGTERM does. */
  void terminate() {
    process.destroy();
  }

  /** Waits for the end of its process; false if that does not come in time. */
  boolean awaitEnd(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  int exitValue() {
    return process.exitValue();
  }

  /** What it complained of so far. */
  String err() throws IOException {
    return Launcher.read(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
