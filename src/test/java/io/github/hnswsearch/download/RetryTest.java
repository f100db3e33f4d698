package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are worth another attempt, when it is made, and what a user hears in the end. */
final class RetryTest {
  private static final String PATH = "/model.pt";
  private static final byte[] CONTENT = Pulls.bytes(1_000, 1);

  @TempDir private Path folder;
  private FileServer server;
  private Pulls pulls;
  private URI uri;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    pulls = new Pulls(folder);
    uri = server.serve(PATH, CONTENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private AbstractThrowableAssert<?, ?> pullFails() {
    return assertThatThrownBy(() -> pulls.pull(Pulls.file(uri)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(uri + ": ")
        .hasMessageContaining("put it at " + pulls.target());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408, 429})
  void aServerInTroubleIsAskedAgain(int status) throws Exception {
    server.answerFirst(PATH, FileServer.status(status), FileServer.status(status));

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void theWaitDoublesAndHalfOfItIsChance() throws Exception {
    server.answerFirst(
        PATH, Collections.nCopies(4, FileServer.status(500)).toArray(s -> new HttpHandler[s]));

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.sleeps).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(pulls.sleeps.get(i))
          .isBetween(Duration.ofMillis(500L << i), Duration.ofMillis(1000L << i));
    }
  }

  @Test
  void afterFiveAttemptsTheUserHearsOfIt() {
    for (int i = 0; i < 9; i++) {
      server.answerFirst(PATH, FileServer.status(503));
    }

    pullFails().hasMessageContaining("status 503").hasMessageContaining("try again later");

    assertThat(server.requests()).hasSize(5);
  }

  @Test
  void theServerSaysHowManySecondsToWait() throws Exception {
    server.answerFirst(PATH, FileServer.status(429, "Retry-After", "17"));

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.sleeps).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void theServerSaysUntilWhenToWait() throws Exception {
    server.answerFirst(
        PATH, FileServer.status(503, "Retry-After", "Thu, 01 Jan 2026 12:00:42 GMT"));

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.sleeps).containsExactly(Duration.ofSeconds(42));
  }

  @Test
  void aTimeThatHasPassedIsNoWait() throws Exception {
    server.answerFirst(
        PATH, FileServer.status(503, "Retry-After", "Thu, 01 Jan 2026 11:00:00 GMT"));

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.sleeps).containsExactly(Duration.ZERO);
  }

  @Test
  void aRetryAfterThatIsNeitherIsPassedOver() throws Exception {
    server.answerFirst(PATH, FileServer.status(429, "Retry-After", "soon"));

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.sleeps.getFirst()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
  }

  @Test
  void aLongWaitIsLeftToTheUser() {
    server.answerFirst(PATH, FileServer.status(429, "Retry-After", "3600"));

    pullFails().hasMessageContaining("Try again in 3600 s");

    assertThat(pulls.sleeps).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | not there      | Check the address",
        "410 | not there      | Check the address",
        "401 | access refused | log-in or a licence",
        "403 | access refused | log-in or a licence",
        "418 | status 418     | Open the address in a browser",
        "204 | status 204     | Open the address in a browser",
      })
  void aPlainNoIsNotAskedAgain(int status, String problem, String advice) {
    server.answerFirst(PATH, FileServer.status(status));

    pullFails().hasMessageContaining(problem).hasMessageContaining(advice);

    assertThat(server.requests()).hasSize(1);
    assertThat(pulls.sleeps).isEmpty();
    assertThat(folder.toFile().list()).doesNotContain("model.pt");
  }

  @Test
  void withoutANetworkTheAdviceIsToPutTheFileThereByHand() throws Exception {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      uri = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/model.pt");
    }

    pullFails()
        .hasMessageContaining("expected an answer of 127.0.0.1, found no connection")
        .hasMessageContaining("HTTPS_PROXY");
    assertThat(pulls.sleeps).hasSize(4);
  }

  @Test
  void aListenerHearsWhyItWaits() throws Exception {
    server.answerFirst(PATH, FileServer.status(503));

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.heard.getFirst())
        .isEqualTo("retrying model.pt: expected the file, found status 503");
  }
}
