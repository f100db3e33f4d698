package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.download.FileServer.Served;
import io.github.hnswsearch.record.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cut connection, a stalled one, and a file that changes meanwhile. */
final class ResumeTest {
  private static final String PATH = "/model.pt";
  private static final byte[] CONTENT = Pulls.bytes(1_000_000, 1);
  private static final byte[] OTHER = Pulls.bytes(1_000_000, 2);

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

  private void pullWhole() throws Exception {
    pulls.pull(Pulls.file(uri));
    assertWhole(CONTENT);
  }

  private void assertWhole(byte[] content) {
    assertThat(pulls.target()).hasBinaryContent(content);
    assertThat(pulls.part()).doesNotExist();
    assertThat(pulls.path("model.pt.part.state")).doesNotExist();
  }

  /** Leaves the first bytes of the file behind, as an ended process does. */
  private void endAfter(int bytes) throws Exception {
    server.answerFirst(PATH, server.cutAfter(bytes), FileServer.status(404));
    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri))).isInstanceOf(IOException.class);
    assertThat(pulls.part()).hasSize(bytes);
    assertThat(pulls.target()).doesNotExist();
  }

  @Test
  void aWholeFileArrivesUnderItsName() throws Exception {
    pullWhole();

    assertThat(server.requests()).hasSize(1);
    assertThat(pulls.heard).containsExactly("begin model.pt at 0 of 1000000", "whole at 1000000");
  }

  @Test
  void anEmptyFileIsAFile() throws Exception {
    pulls.pull(Pulls.file(server.serve("/empty", new byte[0])));

    assertThat(pulls.target()).isEmptyFile();
  }

  @Test
  void aCutConnectionIsGoneOnWithAtTheByte() throws Exception {
    server.answerFirst(PATH, server.cutAfter(300_000), server.cutAfter(450_000));

    pullWhole();

    assertThat(server.bytesServed()).isEqualTo(CONTENT.length);
    assertThat(server.requests())
        .extracting(request -> request.header("Range"))
        .containsExactly("", "bytes=300000-", "bytes=750000-");
    assertThat(pulls.heard).contains("begin model.pt at 750000 of 1000000");
  }

  @Test
  void aLaterProcessGoesOnAtTheByte() throws Exception {
    endAfter(400_000);

    pullWhole();

    assertThat(server.bytesServed()).isEqualTo(CONTENT.length);
  }

  @Test
  void anInterruptLeavesWhatHasComeForLater() throws Exception {
    server.answerFirst(PATH, server.stallAfter(200_000));
    Thread puller =
        Thread.ofPlatform()
            .start(
                () ->
                    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri)))
                        .isInstanceOf(InterruptedException.class));
    while (!Files.exists(pulls.part()) || Files.size(pulls.part()) < 200_000) {
      Thread.sleep(5);
    }
    puller.interrupt();
    puller.join();

    assertThat(pulls.part()).hasSize(200_000);
    pullWhole();
    assertThat(server.bytesServed()).isEqualTo(CONTENT.length);
  }

  @Test
  void bytesThatLackNothingAreNotFetchedAgain() throws Exception {
    endAfter(400_000);
    Files.write(pulls.part(), CONTENT);

    pullWhole();

    assertThat(server.bytesServed()).isEqualTo(400_000);
  }

  @Test
  void aStalledBodyIsGivenUpAndGoneOnWith() throws Exception {
    pulls.patience = Duration.ofSeconds(1);
    server.answerFirst(PATH, server.stallAfter(300_000));

    pullWhole();

    assertThat(pulls.heard).anyMatch(line -> line.contains("nothing came for 1 s"));
    assertThat(server.requests().getLast().header("Range")).isEqualTo("bytes=300000-");
  }

  @Test
  void anAnswerThatDoesNotComeIsGivenUp() throws Exception {
    pulls.patience = Duration.ofMillis(300);
    server.answerFirst(PATH, exchange -> sleep());

    pullWhole();

    assertThat(pulls.heard).anyMatch(line -> line.contains("found none for"));
  }

  private static void sleep() {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aServerThatKnowsNoRangesStartsOver() throws Exception {
    server.serve(PATH, Served.of(CONTENT).withoutRanges());
    server.answerFirst(PATH, server.cutAfter(300_000));

    pullWhole();

    assertThat(server.bytesServed()).isEqualTo(300_000 + CONTENT.length);
  }

  @Test
  void aFileThatHasChangedStartsOver() throws Exception {
    endAfter(400_000);
    server.serve(PATH, OTHER);

    pulls.pull(Pulls.file(uri));

    assertWhole(OTHER);
  }

  @Test
  void aFileThatHasChangedStartsOverWhereTheServerPassesOverIfRange() throws Exception {
    endAfter(400_000);
    server.serve(PATH, OTHER);
    server.answerFirst(
        PATH,
        exchange -> {
          exchange.getRequestHeaders().remove("If-Range");
          server.cutAfter(Integer.MAX_VALUE).handle(exchange);
        });

    pulls.pull(Pulls.file(uri));

    assertWhole(OTHER);
  }

  @Test
  void aFileThatHasBecomeShorterStartsOver() throws Exception {
    server.serve(PATH, Served.of(CONTENT).with(Map.of("ETag", "\"always\"")));
    endAfter(400_000);
    byte[] shorter = Pulls.bytes(300_000, 3);
    server.serve(PATH, Served.of(shorter).with(Map.of("ETag", "\"always\"")));

    pulls.pull(Pulls.file(uri));

    assertWhole(shorter);
  }

  @Test
  void theTimeOfTheLastChangeStandsInForAnEntityTag() throws Exception {
    String time = "Thu, 01 Jan 2026 00:00:00 GMT";
    server.serve(
        PATH, Served.of(CONTENT).with(Map.of("ETag", "W/\"weak\"", "Last-Modified", time)));
    endAfter(400_000);

    pullWhole();

    assertThat(server.bytesServed()).isEqualTo(CONTENT.length);
    assertThat(server.requests().getLast().header("If-Range")).isEqualTo(time);
  }

  @Test
  void withoutTagTimeOrChecksumItStartsOver() throws Exception {
    server.serve(PATH, Served.of(CONTENT).with(Map.of()));
    endAfter(400_000);

    pullWhole();

    assertThat(server.bytesServed()).isEqualTo(400_000 + CONTENT.length);
  }

  @Test
  void aKnownChecksumStandsInForAnEntityTag() throws Exception {
    server.serve(PATH, Served.of(CONTENT).with(Map.of()));
    endAfter(400_000);
    Path original = Files.write(pulls.path("original"), CONTENT);

    pulls.pull(Pulls.file(uri, Sha256.of(original)));

    assertWhole(CONTENT);
    assertThat(server.bytesServed()).isEqualTo(CONTENT.length);
  }

  @Test
  void bytesOfAnotherAddressAreNotGoneOnWith() throws Exception {
    endAfter(400_000);

    pulls.pull(Pulls.file(server.serve("/elsewhere", OTHER)));

    assertWhole(OTHER);
  }

  @Test
  void bytesWhoseStateIsSpoiltAreNotGoneOnWith() throws Exception {
    endAfter(400_000);
    Files.write(pulls.path("model.pt.part.state"), new byte[] {'\\', 'u', 'x', (byte) 0xff});

    pullWhole();

    assertThat(server.bytesServed()).isEqualTo(400_000 + CONTENT.length);
  }

  @Test
  void aLongBadLineIsGoneOnWithAsLongAsItGetsOn() throws Exception {
    int cuts = 20;
    for (int i = 0; i < cuts; i++) {
      server.answerFirst(PATH, server.cutAfter(CONTENT.length / cuts / 2));
    }

    pullWhole();

    assertThat(server.bytesServed()).isEqualTo(CONTENT.length);
  }

  @Test
  void aServerThatCutsAtTheSameByteForeverIsGivenUp() {
    server.serve(PATH, Served.of(CONTENT).withoutRanges());
    for (int i = 0; i < 50; i++) {
      server.answerFirst(PATH, server.cutAfter(300_000));
    }

    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri)))
        .hasMessageContaining("the connection broke off");

    assertThat(server.requests()).hasSizeLessThan(10);
    assertThat(pulls.target()).doesNotExist();
  }
}
