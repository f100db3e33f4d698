package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that behaves like Google Drive with a file too large for its virus scan. */
final class DriveTest {
  private static final String PATH = "/download";
  private static final byte[] CONTENT = Pulls.bytes(200_000, 1);

  @TempDir private Path folder;
  private FileServer drive;
  private Pulls pulls;
  private URI uri;

  @BeforeEach
  void start() throws IOException {
    drive = new FileServer();
    pulls = new Pulls(folder);
    drive.serve(PATH, CONTENT);
    uri = drive.uri("/download?id=1hMN&export=download&confirm=t");
  }

  @AfterEach
  void stop() {
    drive.close();
  }

  /** The page as Drive sends it, with its cookie. */
  private void askForConfirmation(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Set-Cookie", "NID=517; Path=/; HttpOnly");
    FileServer.page(
            200,
            """
            <!DOCTYPE html><html><head><title>Google Drive - Virus scan warning</title></head>
            <body><form id="search" action="/search"><input type="hidden" name="q"></form>
            <p>Google Drive can't scan this file for viruses. Papers.h5 (3.9G) is too large.</p>
            <form id="download-form" action="%s" method="get">
            <input type="submit" id="uc-download-link" value="Download anyway"/>
            <input type="hidden" name="id" value="1hMN"><input type="hidden" name="export"
             value="download"><input name=confirm type=hidden value=t>
            <input type="hidden" name="uuid" value="5d3c&amp;7f"></form></body></html>
            """
                .formatted(drive.uri(PATH)))
        .handle(exchange);
  }

  @Test
  void todaysAddressGivesTheFileAtOnce() throws Exception {
    pulls.pull(Pulls.file(uri));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
  }

  @Test
  void theConfirmationIsSentOnceWithItsFieldsAndCookies() throws Exception {
    drive.answerFirst(PATH, this::askForConfirmation);

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
    assertThat(drive.requests()).hasSize(2);
    assertThat(drive.requests().getLast().uri())
        .hasToString("/download?id=1hMN&export=download&confirm=t&uuid=5d3c%267f");
    assertThat(drive.requests().getLast().header("Cookie")).contains("NID=517");
  }

  @Test
  void aCutConnectionIsGoneOnWithThroughTheConfirmation() throws Exception {
    drive.answerFirst(
        PATH, this::askForConfirmation, drive.cutAfter(150_000), this::askForConfirmation);

    pulls.pull(Pulls.file(uri));

    assertThat(pulls.target()).hasBinaryContent(CONTENT);
    assertThat(drive.bytesServed()).isEqualTo(CONTENT.length);
    assertThat(drive.requests().getLast().header("Range")).isEqualTo("bytes=150000-");
  }

  @Test
  void aSecondConfirmationIsNotFollowed() {
    drive.answerFirst(PATH, this::askForConfirmation, this::askForConfirmation);

    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a web page titled \"Google Drive - Virus scan warning\"");

    assertThat(drive.requests()).hasSize(2);
  }

  @Test
  void anExceededQuotaSaysWhatToDo() {
    String page =
        """
        <html><head><title>Google Drive - Quota exceeded</title></head><body>Sorry, you can't
        view or download this file at this time. Too many users have viewed or downloaded this
        file recently. Please try accessing the file again later.</body></html>
        """;
    for (int status : new int[] {200, 403}) {
      drive.answerFirst(PATH, FileServer.page(status, page));

      assertThatThrownBy(() -> pulls.pull(Pulls.file(uri)))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(uri + ": ")
          .hasMessageContaining("downloaded too often")
          .hasMessageContaining("24 hours")
          .hasMessageContaining("put it at " + pulls.target());
    }
    assertThat(pulls.sleeps).isEmpty();
  }

  @Test
  void aWebPageIsNeverTakenForTheFile() {
    drive.answerFirst(
        PATH,
        FileServer.page(200, "<html><title>Log in to\n the &quot;Hotel&quot;</title></html>"));

    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found a web page titled \"Log in to the \"Hotel\"\"");

    assertThat(pulls.target()).doesNotExist();
    assertThat(pulls.part()).doesNotExist();
  }

  @Test
  void aMissingFileIsMissingThoughAPageSaysSo() {
    drive.answerFirst(PATH, FileServer.page(404, "<title>Error 404 (Not Found)</title>"));

    assertThatThrownBy(() -> pulls.pull(Pulls.file(uri)))
        .hasMessageContaining("status 404, not there");
  }
}
