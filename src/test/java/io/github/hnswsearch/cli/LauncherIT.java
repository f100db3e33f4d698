package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer does: the demo, three searches, the server; each as a process of its own. */
final class LauncherIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path HOME = Path.of("");
  private static final Pattern ADDRESS = Pattern.compile("Serving on (http://\\S+)");

  /** Exit code of a process that SIGTERM ended. */
  private static final int TERMINATED = 128 + 15;

  private static final String KEY = "0123456789abcdef";
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;

  @TempDir private static Path folder;

  @BeforeAll
  static void demo() throws Exception {
    Outcome outcome = launcher().run("demo", "--no-serve", "--index-data", indexData());

    assertThat(outcome.err()).doesNotContain("error");
    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("Collection papers: ");
  }

  private static Launcher launcher() {
    return new Launcher(HOME, folder);
  }

  private static String indexData() {
    return folder.resolve("index").toString();
  }

  @Test
  void theDemoFindsSensiblePapers() throws Exception {
    Outcome outcome =
        launcher()
            .run(
                "search",
                "papers",
                "graph neural networks for molecules",
                "teaching machines to play games",
                "detecting planets around other stars",
                "--json",
                "--index-data",
                indexData());

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    JsonNode responses = JSON.readTree(outcome.out());
    assertFinds(
        responses.get(0),
        Set.of("1704.01212", "1509.09292", "1603.00856", "1806.02473", "1610.02415"));
    assertFinds(
        responses.get(1),
        Set.of("1312.5602", "1712.01815", "1603.01121", "1708.04782", "1807.01281", "2206.15378"));
    assertFinds(
        responses.get(2),
        Set.of("1103.2541", "1311.6806", "1001.0268", "1112.1640", "1406.0151", "1202.0903"));
  }

  /** At least three of the papers that belong there are among the first ten. */
  private static void assertFinds(JsonNode response, Set<String> belonging) {
    List<String> found = response.get("hits").findValuesAsText("id");
    assertThat(found).as(response.get("query").asText()).hasSize(10);
    assertThat(found.stream().filter(belonging::contains).collect(Collectors.toSet()))
        .as("%s in %s", response.get("query").asText(), found)
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aSecondDemoFindsTheFirst() throws Exception {
    Outcome outcome = launcher().run("demo", "--no-serve", "--index-data", indexData());

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("is there already");
  }

  @Test
  void aSampleOfAnEarlierEncoderIsMadeAnew() throws Exception {
    Path papers = Path.of(indexData()).resolve("papers");
    Path manifest =
        papers
            .resolve(Files.readString(papers.resolve("CURRENT")).strip())
            .resolve("manifest.json");
    String made = Files.readString(manifest);
    String fingerprint = JSON.readTree(made).get("encoder_fingerprint").asText();
    Files.writeString(manifest, made.replace(fingerprint, "0".repeat(fingerprint.length())));

    Outcome outcome = launcher().run("demo", "--no-serve", "--index-data", indexData());

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out())
        .contains("Collection papers was made by an earlier encoder: made anew.")
        .contains("Collection images is there already.");
    Outcome found =
        launcher().run("search", "papers", "graph", "--index-data", indexData(), "--json");
    assertThat(found.code()).isEqualTo(Cli.DONE);
  }

  @Test
  void theServerAnswersAndEndsWithItsLastRequest() throws Exception {
    Path out = folder.resolve("serve.out");
    Path err = folder.resolve("serve.err");
    Process server =
        launcher().start(out, err, "serve", "--port", "0", "--index-data", indexData());
    try {
      URI address = awaitAddress(server, out);
      assertThat(get(address.resolve("/livez"))).contains("alive");
      assertThat(
              JSON.readTree(get(address.resolve("/api/collections/papers/search?q=exoplanets")))
                  .get("hits"))
          .isNotEmpty();

      String response = requestAcrossTheEnd(address, server);

      assertThat(response).startsWith("HTTP/1.1 200").contains("\"hits\"");
      assertThat(server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
      assertThat(server.exitValue()).isIn(Cli.DONE, TERMINATED);
      assertThat(Launcher.read(err)).doesNotContain("Exception", "\tat ");
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void aServerThatIsToEndSaysThatItIsNotReadyAndLogsItsRequests() throws Exception {
    Path out = folder.resolve("drain.out");
    Path err = folder.resolve("drain.err");
    Path log = folder.resolve("access.log");
    Process server =
        launcher()
            .with("HNSW_SEARCH_API_KEY", KEY)
            .start(
                out,
                err,
                "serve",
                "--port",
                "0",
                "--drain-seconds",
                "3",
                "--access-log",
                log.toString(),
                "--index-data",
                indexData());
    try {
      URI address = awaitAddress(server, out);
      assertThat(status(address.resolve("/readyz"))).isEqualTo(200);
      assertThat(status(address.resolve("/api/collections"))).isEqualTo(401);
      assertThat(status(address.resolve("/api/collections"), "X-Api-Key", KEY)).isEqualTo(200);

      server.destroy();
      int ready = status(address.resolve("/readyz"));
      while (ready == 200) {
        ready = status(address.resolve("/readyz"));
      }

      assertThat(ready).isEqualTo(503);
      assertThat(status(address.resolve("/livez"))).isEqualTo(200);
      assertThat(server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
      assertThat(Launcher.read(err)).doesNotContain("Exception", "\tat ");
      assertThat(Launcher.read(log).lines().map(LauncherIT::json))
          .extracting(line -> line.get("path").asText() + " " + line.get("status").asInt())
          .contains("/api/collections 401", "/api/collections 200", "/readyz 503");
    } finally {
      server.destroyForcibly();
    }
  }

  private static int status(URI uri, String... headers) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("expected JSON, found: " + line, e);
    }
  }

  private static URI awaitAddress(Process server, Path out)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < deadline && server.isAlive()) {
      Matcher address = ADDRESS.matcher(Launcher.read(out));
      if (address.find()) {
        return URI.create(address.group(1));
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the server did not start: " + Launcher.read(out));
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).as(uri.toString()).isEqualTo(200);
      return response.body();
    }
  }

  /** Sends the second half of a request after the server was asked to end. */
  private static String requestAcrossTheEnd(URI address, Process server)
      throws IOException, InterruptedException {
    byte[] body = "{\"text\": \"gravitational waves\", \"k\": 3}".getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST /api/collections/papers/search HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        """
            .formatted(address.getAuthority(), body.length);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream request = socket.getOutputStream();
      request.write(head.getBytes(StandardCharsets.US_ASCII));
      request.write(body, 0, 5);
      request.flush();
      Thread.sleep(500); // The request has reached its handler.
      server.destroy();
      Thread.sleep(500); // The signal has reached the server.
      request.write(body, 5, body.length - 5);
      request.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aPortInUseIsSaidInOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      Outcome outcome = launcher().run("serve", "--port", port, "--index-data", indexData());

      assertThat(outcome.code()).isEqualTo(Cli.FAILED);
      assertThat(outcome.err()).contains("error: ", port).doesNotContain("\tat ");
    }
  }

  @Test
  void anOlderJavaOnThePathIsPassedOver() throws Exception {
    Outcome outcome =
        launcher().with("PATH", olderJava() + ":" + System.getenv("PATH")).run("--version");

    assertRuns(outcome);
  }

  @Test
  void anOlderJavaHomeIsPassedOver() throws Exception {
    String current = Path.of(System.getProperty("java.home"), "bin").toString();
    Outcome outcome =
        launcher()
            .with("JAVA_HOME", olderJava().getParent().toString())
            .with("PATH", current + ":" + System.getenv("PATH"))
            .run("--version");

    assertRuns(outcome);
  }

  @Test
  void aJdkIsFoundInTheUsualPlaces() throws Exception {
    Path home = Files.createTempDirectory(folder, "home");
    Path bin = Files.createDirectories(home.resolve(".jdks/jdk/bin"));
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Launcher.script(bin.resolve("java"), "exec " + java + " \"$@\"");
    Outcome outcome =
        launcher()
            .without("JAVA_HOME")
            .with("HOME", home.toString())
            .with("PATH", olderJava() + ":" + System.getenv("PATH"))
            .run("--version");

    assertRuns(outcome);
  }

  @Test
  void aServiceNeedsNoHomeFolder() throws Exception {
    assertRuns(launcher().without("HOME").run("--version"));
  }

  @Test
  void theLauncherWorksThroughALink() throws Exception {
    Path bin = Files.createTempDirectory(folder, "bin");
    Path link = bin.resolve("hnsw-search");
    Files.createSymbolicLink(link, HOME.resolve("hnsw-search").toAbsolutePath());
    try {
      assertRuns(new Launcher(bin, folder).run("--version"));
    } finally {
      Files.delete(link);
    }
  }

  private static void assertRuns(Outcome outcome) {
    assertThat(outcome.err()).doesNotContain("error");
    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.out()).contains("hnsw-search ", "Java ");
  }

  /** A folder with a java that says it is 17. */
  private static Path olderJava() throws IOException {
    Path bin = Files.createDirectories(Files.createTempDirectory(folder, "jdk17").resolve("bin"));
    Launcher.script(bin.resolve("java"), "echo 'openjdk version \"17.0.2\" 2022-01-18' >&2");
    return bin;
  }
}
