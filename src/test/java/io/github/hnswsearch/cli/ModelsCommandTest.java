package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.cli.Cli.Outcome;
import io.github.hnswsearch.download.FileServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a description to files on disk, against a server that stands in for the hub. */
final class ModelsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] MODEL = new byte[300_000];
  private static final byte[] TOKENIZER = "{\"version\": \"1.0\"}".getBytes(StandardCharsets.UTF_8);
  private static final String MODEL_PATH = "/tiny/clip/resolve/main/model.pt";

  @TempDir private Path folder;
  private FileServer hub;
  private Path home;
  private Path cache;

  @BeforeEach
  void describe() throws IOException {
    new Random(1).nextBytes(MODEL);
    hub = new FileServer();
    hub.serve(MODEL_PATH, MODEL);
    hub.serve("/tiny/clip/resolve/main/tokenizer.json", TOKENIZER);
    cache = folder.resolve("cache");
    home = folder.resolve("home");
    Path models = Files.createDirectories(home.resolve("importer/models"));
    Files.writeString(
        models.resolve("tiny-clip.yaml"),
        """
        dimension: 8
        licence: MIT
        text: {model: model.pt, tokenizer: tokenizer.json, max_tokens: 77}
        files:
          - {path: model.pt, url: "%1$s/tiny/clip/resolve/main/model.pt", bytes: 300000}
          - {path: tokenizer.json, url: "%1$s/tiny/clip/resolve/main/tokenizer.json"}
        """
            .formatted(hub.uri("")));
    Files.writeString(
        models.resolve("orphan.yaml"),
        """
        dimension: 8
        licence: MIT
        text: {model: model.pt, tokenizer: tokenizer.json, max_tokens: 77}
        """);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Outcome run(String... arguments) {
    return Cli.runAt(home, cache, arguments);
  }

  private Path model() {
    return cache.resolve("models/tiny-clip/model.pt");
  }

  @Test
  void aPulledModelIsHereAndNeedsNoNetworkAnyMore() throws Exception {
    assertThat(run("models", "list").out())
        .contains("tiny-clip", "text, 8 dimensions, licence MIT", "models pull tiny-clip")
        .contains("lacks model.pt");

    Outcome pull = run("models", "pull", "tiny-clip");

    assertThat(pull.err()).contains("Fetching model.pt: done in", "0.3 MB");
    assertThat(pull.code()).isEqualTo(Cli.DONE);
    assertThat(pull.out()).contains("fetched model.pt", "fetched tokenizer.json", cache.toString());
    assertThat(model()).hasBinaryContent(MODEL);
    hub.close();
    Outcome again = run("models", "pull", "tiny-clip");
    assertThat(again.code()).as(again.err()).isEqualTo(Cli.DONE);
    assertThat(again.out()).contains("here    model.pt");
    JsonNode listed = JSON.readTree(run("models", "list", "--json").out()).get(1);
    assertThat(listed.get("name").asText()).isEqualTo("tiny-clip");
    assertThat(listed.get("here").asBoolean()).isTrue();
    assertThat(listed.get("files").get(0).get("here").asText()).isEqualTo(model().toString());
  }

  @Test
  void verifyFindsDamage() throws Exception {
    assertThat(run("models", "verify").code()).as("nothing here").isEqualTo(Cli.DONE);
    assertThat(run("models", "verify", "tiny-clip").code()).isEqualTo(Cli.FAILED);
    run("models", "pull", "tiny-clip");
    Outcome sound = run("models", "verify");
    assertThat(sound.code()).isEqualTo(Cli.DONE);
    assertThat(sound.out()).contains(model() + ": ok").doesNotContain("no SHA-256");

    byte[] damaged = MODEL.clone();
    damaged[200_000] ^= 1;
    Files.write(model(), damaged);

    Outcome outcome = run("models", "verify", "--json");
    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    JsonNode finding = JSON.readTree(outcome.out()).get(0);
    assertThat(finding.get("file").asText()).isEqualTo(model().toString());
    assertThat(finding.get("problem").asText()).contains("expected SHA-256", "found");
    run("models", "pull", "tiny-clip");
    assertThat(model()).hasBinaryContent(MODEL);
  }

  @Test
  void aKilledProcessIsGoneOnWith() throws Exception {
    hub.answerFirst(MODEL_PATH, hub.stallAfter(200_000));
    Process process = start();
    Path part = model().resolveSibling("model.pt.part");
    while (process.isAlive() && (!Files.exists(part) || Files.size(part) < 200_000)) {
      Thread.sleep(10);
    }
    process.destroyForcibly();
    process.waitFor();

    Outcome outcome = run("models", "pull", "tiny-clip");

    assertThat(outcome.code()).isEqualTo(Cli.DONE);
    assertThat(outcome.err()).contains("Fetching model.pt from 200.0 KB on");
    assertThat(model()).hasBinaryContent(MODEL);
    assertThat(hub.bytesServed()).isEqualTo(MODEL.length + TOKENIZER.length);
  }

  /** Pulls in a process of its own, which finds the cache as a user names it. */
  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Dhnsw-search.home=" + home,
            Main.class.getName(),
            "models",
            "pull",
            "tiny-clip");
    builder.environment().put("HNSW_SEARCH_CACHE", cache.toString());
    builder.environment().put("NO_PROXY", "127.0.0.1");
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
  }

  @Test
  void aFailureSaysWhatToDo() throws Exception {
    hub.answerFirst(MODEL_PATH, FileServer.status(401));

    Outcome outcome = run("models", "pull", "tiny-clip");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err())
        .contains("error: " + hub.uri(MODEL_PATH), "status 401")
        .contains("log-in or a licence", "put it at " + model())
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void aModelThatNobodyPublishedIsPutThereByHand() throws Exception {
    Outcome outcome = run("models", "pull", "orphan");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err())
        .contains("encoder orphan: expected model.pt and tokenizer.json, found no address")
        .contains("Put it into " + cache.resolve("models/orphan"));
  }

  @Test
  void theBundledEncoderIsHereAndSound() {
    assertThat(Cli.run("models", "list").out())
        .containsPattern("arxiv-static-384\\n.*384 dimensions, licence MIT\\n *bundled, ");
    assertThat(Cli.run("models", "pull", "arxiv-static-384").out()).contains("nothing to fetch");
    Outcome verified = Cli.run("models", "verify", "arxiv-static-384");
    assertThat(verified.code()).as(verified.out()).isEqualTo(Cli.DONE);
    assertThat(verified.out()).contains("model.pt: ok", "tokenizer.json: ok");
  }

  @Test
  void anUnknownNameListsTheKnownOnesBeforeAnythingIsFetched() throws Exception {
    Outcome outcome = run("models", "pull", "tiny-clip", "tiny-clop");

    assertThat(outcome.code()).isEqualTo(Cli.FAILED);
    assertThat(outcome.err()).contains("\"tiny-clop\"", "orphan, tiny-clip");
    assertThat(hub.requests()).isEmpty();
  }
}
