package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a search by a file, over real encoders: one of texts, one of both. */
@ExtendWith(SampleServer.class)
final class PageUploadRoutesTest {
  private static final String ABSENT = "/file/0123456789abcdef0123456789abcdef";

  private static SampleServer.Running sample;

  @BeforeAll
  static void use(SampleServer.Running running) {
    sample = running;
  }

  @ParameterizedTest
  @CsvSource({
    "papers, Document…, Drop a PDF or text to find related papers, [\"document\"]",
    "images, Picture…, Drop a picture to find similar ones, '[\"picture\",\"document\"]'"
  })
  void theFormIsWordedByWhatACollectionTakes(
      String collection, String label, String invitation, String uploads) {
    Document page = Jsoup.parse(sample.server().get("/c/" + collection).body());

    assertThat(page.select(".sending .file-label").text()).isEqualTo(label);
    assertThat(page.select("#drop").text()).isEqualTo(invitation);
    assertThat(page.select("#send").attr("action")).isEqualTo("/c/" + collection + "/file");
    assertThat(
            RunningServer.json(sample.server().get("/api/collections/" + collection))
                .path("uploads"))
        .hasToString(uploads);
  }

  @Test
  void aPictureFindsItself() throws IOException {
    Path picture = sample.sample().pictures().resolve("scene-000003.png");

    HttpResponse<String> response = send("/c/images/file", Files.readAllBytes(picture));

    Document page = Jsoup.parse(response.body());
    assertThat(response.statusCode()).as(page.text()).isEqualTo(200);
    assertThat(page.select(".tile-similarity").first().text()).contains("1.000");
    assertThat(page.select(".read-facts").text()).contains("128 × 128 pixels");
    assertThat(response.headers().firstValue("Content-Location"))
        .hasValue("/c/images/file/" + page.select("[data-preview]").attr("data-preview"));
  }

  @Test
  void theAddressOfTheAnswerHasWhatTheFormKept() {
    byte[] form =
        new Multipart()
            .with("filter", "year:2000..")
            .with("size", "25")
            .withFile("dust.txt", bytes("Galaxies and their dust"))
            .end();

    HttpResponse<String> response = post("/c/papers/file?page=2", form);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Location").orElseThrow())
        .matches("/c/papers/file/[0-9a-f]{32}\\?filter=year:2000\\.\\.&size=25&page=2");
    assertThat(post("/c/papers/file?page=2", form).headers().firstValue("Content-Location"))
        .isEqualTo(response.headers().firstValue("Content-Location"));
  }

  @Test
  void aFileOfAKindThatIsNotTakenIsExplained() throws IOException {
    Path picture = sample.sample().pictures().resolve("scene-000003.png");

    HttpResponse<String> response = send("/c/papers/file", Files.readAllBytes(picture));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Jsoup.parse(response.body()).select(".notice").text())
        .contains("This collection cannot be searched by a picture", "Choose a document.");
  }

  @Test
  void whatCannotBeReadAndWhatIsTooLargeIsExplained() {
    HttpResponse<String> unreadable = send("/c/papers/file", new byte[] {0, 1, 2, 3});
    HttpResponse<String> large = send("/c/papers/file", new byte[UploadForm.MAX_BYTES + 1]);

    assertThat(unreadable.statusCode()).isEqualTo(422);
    assertThat(unreadable.body()).contains("The file cannot be read", "Choose a document…");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("The file is too large", "32 MiB at most");
    assertThat(large.headers().firstValue("Content-Location")).isEmpty();
  }

  @Test
  void whatIsNoFormAndAnUnknownFilterAreExplainedOnThePage() {
    HttpResponse<String> text =
        sample
            .server()
            .send(
                sample
                    .server()
                    .request("/c/papers/file", "Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("dust"))
                    .build());
    HttpResponse<String> filter = send("/c/papers/file?filter=hue:red", bytes("Galaxies"));

    assertThat(text.statusCode()).isEqualTo(415);
    assertThat(text.body()).contains("id=\"search\"");
    assertThat(filter.statusCode()).isEqualTo(400);
    assertThat(filter.body()).contains("This search needs a correction", "id=\"search\"");
  }

  @Test
  void theAddressOfAFileThatIsElsewhereAsksForIt() {
    HttpResponse<String> response = sample.server().get("/c/papers" + ABSENT + "?filter=year:2012");

    Document page = Jsoup.parse(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(page.select(".absent").text()).contains("The file is not here");
    assertThat(page.select(".absent form").attr("enctype")).isEqualTo("multipart/form-data");
    assertThat(page.select(".absent [name=filter]").attr("value")).isEqualTo("year:2012");
  }

  @Test
  void addressesThatNameNoFileAndUnknownCollectionsAreErrors() {
    assertThat(sample.server().get("/c/papers/file/none").statusCode()).isEqualTo(400);
    assertThat(sample.server().get("/c/none" + ABSENT).statusCode()).isEqualTo(404);
    assertThat(sample.server().get("/c/none/file/none").statusCode()).isEqualTo(404);
    assertThat(send("/c/none/file", bytes("dust")).statusCode()).isEqualTo(404);
  }

  @Test
  void theAddressOfTheFormLeadsToItsCollection() {
    HttpResponse<String> response = sample.server().get("/c/papers/file");

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).hasValue("/c/papers");
  }

  @Test
  void pagesOfOtherSitesMaySendNoFiles() {
    HttpResponse<String> response =
        sample
            .server()
            .send(
                sample
                    .server()
                    .request(
                        "/c/papers/file",
                        "Content-Type",
                        Multipart.CONTENT_TYPE,
                        "Origin",
                        "https://elsewhere.invalid")
                    .POST(BodyPublishers.ofByteArray(Multipart.file("a.txt", bytes("dust"))))
                    .build());

    assertThat(response.statusCode()).isEqualTo(403);
  }

  private static HttpResponse<String> send(String path, byte[] content) {
    return post(path, Multipart.file("a file", content));
  }

  private static HttpResponse<String> post(String path, byte[] form) {
    return sample
        .server()
        .send(Multipart.request(sample.server(), path, Multipart.CONTENT_TYPE, form));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
