package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Hugging Face hub: its mirror, its token, its checksums. */
final class HuggingFaceTest {
  private static final URI PUBLISHED =
      URI.create("https://huggingface.co/openai/clip/resolve/main/model.pt?download=true");
  private static final String PATH = "/openai/clip/resolve/main/model.pt";
  private static final byte[] CONTENT = Pulls.bytes(10_000, 1);
  private static final String TOKEN = "hf_secret";

  @TempDir private Path folder;
  private FileServer hub;
  private FileServer cdn;
  private Pulls pulls;

  @BeforeEach
  void start() throws IOException {
    hub = new FileServer();
    cdn = new FileServer();
    pulls = new Pulls(folder);
    pulls.environment.put("HF_ENDPOINT", hub.uri("/").toString());
    hub.serve(PATH, CONTENT);
  }

  @AfterEach
  void stop() {
    hub.close();
    cdn.close();
  }

  @Test
  void theEndpointStandsInForTheHub() throws Exception {
    pulls.pull(Pulls.file(PUBLISHED));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
    assertThat(hub.requests().getFirst().uri()).hasToString(PATH + "?download=true");
  }

  @Test
  void theEndpointMayHaveAPath() throws Exception {
    pulls.environment.put("HF_ENDPOINT", hub.uri("/mirror").toString());
    hub.serve("/mirror" + PATH, CONTENT);

    pulls.pull(Pulls.file(PUBLISHED));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
  }

  @Test
  void otherHostsStayWhatTheyAre() throws Exception {
    URI elsewhere = cdn.serve("/model.pt", CONTENT);

    pulls.pull(Pulls.file(elsewhere));

    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void theTokenGoesToTheHubAndNotAlongWithARedirect() throws Exception {
    pulls.environment.put("HF_TOKEN", TOKEN);
    URI stored = cdn.serve("/blob", CONTENT);
    hub.answerFirst(PATH, FileServer.redirect(stored.toString()));

    pulls.pull(Pulls.file(PUBLISHED));

    assertThat(hub.requests().getFirst().header("Authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(cdn.requests().getFirst().header("Authorization")).isEmpty();
  }

  @Test
  void theTokenGoesToNoOtherHost() throws Exception {
    pulls.environment.put("HF_TOKEN", TOKEN);

    pulls.pull(Pulls.file(cdn.serve("/model.pt", CONTENT)));

    assertThat(cdn.requests().getFirst().header("Authorization")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://hub.example/x", "https://hub.example:8443/x", "https://other.example/x"})
  void theTokenIsKeptFromClearTextAndOtherAddresses(String address) throws Exception {
    HuggingFace hub =
        new HuggingFace(Map.of("HF_ENDPOINT", "https://hub.example", "HF_TOKEN", TOKEN));

    assertThat(hub.tokenFor(URI.create("https://hub.example/x"))).contains(TOKEN);
    assertThat(hub.tokenFor(URI.create(address))).isEmpty();
    assertThat(
            new HuggingFace(Map.of("HF_ENDPOINT", "http://hub.example", "HF_TOKEN", TOKEN))
                .tokenFor(URI.create("http://hub.example/x")))
        .isEmpty();
  }

  @Test
  void withoutAnEndpointTheHubIsTheHub() throws Exception {
    HuggingFace hub = new HuggingFace(Map.of("HF_TOKEN", TOKEN));

    assertThat(hub.mirrored(PUBLISHED)).isEqualTo(PUBLISHED);
    assertThat(hub.tokenFor(PUBLISHED)).contains(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub.example", "ftp://hub.example", "https://", "::"})
  void anEndpointThatIsNoAddressIsNamed(String endpoint) {
    pulls.environment.put("HF_ENDPOINT", endpoint);

    assertThatThrownBy(() -> pulls.pull(Pulls.file(PUBLISHED)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("HF_ENDPOINT: ")
        .hasMessageContaining("found \"" + endpoint + "\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aGatedModelSaysHowToBeLetIn(int status) {
    hub.answerFirst(PATH, FileServer.status(status, "X-Error-Code", "GatedRepo"));

    assertThatThrownBy(() -> pulls.pull(Pulls.file(PUBLISHED)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(PUBLISHED + ": ")
        .hasMessageContaining("GatedRepo")
        .hasMessageContaining("licence")
        .hasMessageContaining("HF_TOKEN");
  }

  @Test
  void theChecksumThatTheHubTellsIsChecked() throws Exception {
    Path original = Files.write(folder.resolve("original"), CONTENT);
    URI stored = cdn.serve("/blob", Pulls.bytes(10_000, 2));
    hub.answerFirst(
        PATH,
        FileServer.status(
            302,
            "Location",
            stored.toString(),
            "X-Linked-ETag",
            "\"" + Sha256.of(original) + "\""));

    assertThatThrownBy(() -> pulls.pull(Pulls.file(PUBLISHED)))
        .hasMessageContaining("expected SHA-256 " + Sha256.of(original));
  }

  @Test
  void theHashOfAGitObjectIsNoChecksum() throws Exception {
    URI stored = cdn.serve("/blob", CONTENT);
    hub.answerFirst(
        PATH,
        FileServer.status(
            302, "Location", stored.toString(), "X-Linked-ETag", "\"" + "ab".repeat(20) + "\""));

    pulls.pull(Pulls.file(PUBLISHED));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
  }
}
