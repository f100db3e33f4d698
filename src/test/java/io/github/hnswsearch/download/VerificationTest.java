package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Size, SHA-256, room on the disk, and what is here already. */
final class VerificationTest {
  private static final String PATH = "/model.pt";
  private static final byte[] CONTENT = Pulls.bytes(50_000, 1);
  private static final byte[] OTHER = Pulls.bytes(50_000, 2);

  @TempDir private Path folder;
  @TempDir private Path originals;
  private FileServer server;
  private Pulls pulls;
  private URI uri;
  private String sha256 = "";

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    pulls = new Pulls(folder);
    uri = server.serve(PATH, CONTENT);
    sha256 = Sha256.of(Files.write(originals.resolve("model.pt"), CONTENT));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void assertNothingIsLeft() {
    assertThat(pulls.target()).doesNotExist();
    assertThat(pulls.part()).doesNotExist();
    assertThat(pulls.path("model.pt.part.state")).doesNotExist();
  }

  @Test
  void anotherChecksumIsRefusedAndTheNextPullStartsOver() throws Exception {
    server.serve(PATH, OTHER);
    String found = Sha256.of(Files.write(originals.resolve("other.pt"), OTHER));

    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri, sha256)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(uri + ": expected SHA-256 " + sha256 + ", found " + found)
        .hasMessageContaining("deleted");

    assertNothingIsLeft();
    server.serve(PATH, CONTENT);
    pulls.pull(Pulls.file(uri, sha256));
    assertThat(pulls.target()).hasBinaryContent(CONTENT);
  }

  @Test
  void anotherLengthIsRefusedBeforeAByteIsFetched() {
    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri, 50_001)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected 50,001 bytes, found 50,000");

    assertThat(pulls.heard).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void aLengthThatIsNotAnnouncedIsCheckedOnTheWay() {
    server.answerFirst(PATH, VerificationTest::chunked);

    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri, 10_000)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected 10,000 bytes, found");

    assertNothingIsLeft();
  }

  @Test
  void aBodyWithoutALengthIsAWholeFile() throws Exception {
    server.answerFirst(PATH, VerificationTest::chunked);

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
    assertThat(pulls.heard).first().isEqualTo("begin model.pt at 0 of -1");
  }

  private static void chunked(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(CONTENT);
    exchange.getResponseBody().close();
  }

  @Test
  void roomOnTheDiskIsAskedForBeforeAByteIsFetched() {
    pulls.usableSpace = 20_000;

    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected room for 0.1 MB more, found 0.0 MB")
        .hasMessageContaining(pulls.target().toString());

    assertThat(pulls.heard).isEmpty();
  }

  @Test
  void onlyTheMissingBytesNeedRoom() throws Exception {
    server.answerFirst(PATH, server.cutAfter(40_000), FileServer.status(404));
    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri))).isInstanceOf(IOException.class);
    pulls.usableSpace = 10_000;

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
  }

  @Test
  void aSecondPullOnlyChecks() throws Exception {
    RemoteFile file = Pulls.file(uri, sha256);
    assertThat(pulls.pull(file)).containsEntry("model.pt", PullOutcome.FETCHED);

    assertThat(pulls.pull(file)).containsEntry("model.pt", PullOutcome.PRESENT);

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aDamagedFileIsFetchedAgain() throws Exception {
    Files.write(pulls.target(), OTHER);

    assertThat(pulls.pull(Pulls.file(uri, sha256))).containsEntry("model.pt", PullOutcome.FETCHED);

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
  }

  @Test
  void aFileStaysUntilABetterOneIsHere() throws Exception {
    Files.write(pulls.target(), OTHER);
    server.answerFirst(PATH, FileServer.status(404));

    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri, sha256))).isInstanceOf(IOException.class);

    assertThat(pulls.target()).hasBinaryContent(OTHER);
  }

  @Test
  void theFirstPullRemembersAChecksumThatNobodyPublished() throws Exception {
    pulls.pull(Pulls.file(uri));

    assertThat(pulls.path("model.pt.sha256")).hasContent(sha256 + "  model.pt");
    Files.write(pulls.target(), OTHER);
    assertThat(KeptFile.of(Pulls.file(uri), folder).problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("expected SHA-256 " + sha256));
    assertThat(pulls.pull(Pulls.file(uri))).containsEntry("model.pt", PullOutcome.FETCHED);
    assertThat(pulls.target()).hasBinaryContent(CONTENT);
  }

  @Test
  void aPublishedChecksumNeedsNotBeRemembered() throws Exception {
    pulls.pull(Pulls.file(uri, sha256));

    assertThat(pulls.path("model.pt.sha256")).doesNotExist();
  }

  @Test
  void aFilePutThereByHandIsTakenAndRemembered() throws Exception {
    Files.write(pulls.target(), CONTENT);

    assertThat(pulls.pull(Pulls.file(uri))).containsEntry("model.pt", PullOutcome.PRESENT);

    assertThat(server.requests()).isEmpty();
    assertThat(pulls.path("model.pt.sha256")).hasContent(sha256 + "  model.pt");
  }

  @Test
  void aFolderInThePlaceOfAFileIsNoFile() throws Exception {
    Files.createDirectories(pulls.target());

    assertThat(KeptFile.of(Pulls.file(uri), folder).problem())
        .contains("expected a file, found none");
  }

  @Test
  void filesOfOneListAreFetchedInItsOrder() throws Exception {
    RemoteFile tokenizer =
        RemoteFile.of("onnx/tokenizer.json", server.serve("/tokenizer.json", OTHER));

    assertThat(pulls.pull(tokenizer, Pulls.file(uri)).keySet())
        .containsExactly("onnx/tokenizer.json", "model.pt");
    assertThat(pulls.path("onnx/tokenizer.json")).hasBinaryContent(OTHER);
  }
}
