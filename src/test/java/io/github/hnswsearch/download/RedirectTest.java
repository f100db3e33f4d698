package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectTest {
  private static final byte[] CONTENT = Pulls.bytes(100_000, 1);

  @TempDir private static Path keys;
  private static Tls tls;

  @TempDir private Path folder;
  private FileServer server;
  private Pulls pulls;

  @BeforeAll
  static void makeCertificate() throws Exception {
    tls = Tls.in(keys);
  }

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    pulls = new Pulls(folder);
    server.serve("/cdn/model.pt", CONTENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsFollowed(int status) throws Exception {
    server.answerFirst("/model.pt", FileServer.status(status, "Location", "cdn/model.pt?x=1"));

    pulls.pull(Pulls.file(server.uri("/model.pt")));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
    assertThat(server.requests().getLast().uri()).hasToString("/cdn/model.pt?x=1");
  }

  @Test
  void aRetryAsksTheFirstAddressAgainForTheRest() throws Exception {
    server.answerFirst(
        "/model.pt",
        FileServer.redirect("/cdn/model.pt?t=1"),
        FileServer.redirect("/cdn/model.pt?t=2"));
    server.answerFirst("/cdn/model.pt", server.cutAfter(30_000));

    pulls.pull(Pulls.file(server.uri("/model.pt")));

    assertThat(server.requests())
        .extracting(request -> request.uri() + " " + request.header("Range"))
        .containsExactly(
            "/model.pt ",
            "/cdn/model.pt?t=1 ",
            "/model.pt bytes=30000-",
            "/cdn/model.pt?t=2 bytes=30000-");
    assertThat(server.bytesServed()).isEqualTo(CONTENT.length);
  }

  @Test
  void aLoopIsLeft() {
    for (int i = 0; i < 50; i++) {
      server.answerFirst("/model.pt", FileServer.redirect("/model.pt"));
    }

    assertThatThrownBy(() -> pulls.pull(Pulls.file(server.uri("/model.pt"))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("at most 10 redirects");

    assertThat(server.requests()).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file:///etc/passwd", "ftp://127.0.0.1/x", "http://[", "mailto:x"})
  void aRedirectOutOfTheWebIsRefused(String location) {
    server.answerFirst("/model.pt", FileServer.redirect(location));

    assertThatThrownBy(() -> pulls.pull(Pulls.file(server.uri("/model.pt"))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("redirect");

    assertThat(pulls.target()).doesNotExist();
  }

  @Test
  void aRedirectFromTlsToNoneIsRefused() throws Exception {
    URI plain = server.uri("/cdn/model.pt");
    try (FileServer secure = tls.server()) {
      secure.answerFirst("/model.pt", FileServer.redirect(plain.toString()));

      tls.trusted(
          () ->
              assertThatThrownBy(() -> pulls.pull(Pulls.file(Tls.uri(secure, "/model.pt"))))
                  .isInstanceOf(BadInputException.class)
                  .hasMessageContaining("without TLS"));
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFileArrivesOverTls() throws Exception {
    try (FileServer secure = tls.server()) {
      secure.serve("/model.pt", CONTENT);

      tls.trusted(() -> pulls.pull(Pulls.file(Tls.uri(secure, "/model.pt"))));
    }
    assertThat(pulls.target()).hasBinaryContent(CONTENT);
  }

  @Test
  void aCertificateThatJavaDoesNotTrustIsRefusedAtOnce() throws Exception {
    try (FileServer secure = tls.server()) {
      assertThatThrownBy(() -> pulls.pull(Pulls.file(Tls.uri(secure, "/model.pt"))))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("that Java trusts")
          .hasMessageContaining("trustStore");
    }
    assertThat(pulls.sleeps).isEmpty();
  }
}
