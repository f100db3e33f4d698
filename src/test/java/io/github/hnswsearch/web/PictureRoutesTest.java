package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.OpenCollections;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thumbnails over HTTP. */
final class PictureRoutesTest {
  private static final String ID = "1706.03762";
  private static final String DOCUMENTS = "/api/collections/papers/documents/";

  @TempDir private static Path folder;
  private static OpenCollections collections;
  private RunningServer server;

  @BeforeAll
  static void build(@TempDir Path indexData) throws IOException {
    collections =
        new RealCollections(indexData)
            .withPictures(
                "papers",
                folder,
                KnownPapers.SCHEMA,
                List.of(
                    KnownPapers.paper(ID, "boat.png", Map.of()),
                    KnownPapers.paper("x", "damaged.jpg", Map.of()),
                    KnownPapers.paper("gone", "gone.jpg", Map.of())))
            .open();
  }

  @AfterAll
  static void close() {
    collections.close();
  }

  @BeforeEach
  void oneWidePictureAndOneDamaged() throws IOException {
    BufferedImage wide = new BufferedImage(1200, 600, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = wide.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 1200, 600);
    graphics.dispose();
    Path boat = folder.resolve("boat.png");
    ImageIO.write(wide, "png", boat.toFile());
    Files.writeString(folder.resolve("damaged.jpg"), "no picture");
    server = new RunningServer(collections);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aThumbnailIsAJpegOfAtMost480Pixels() throws Exception {
    HttpResponse<byte[]> response = image();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    BufferedImage thumbnail = ImageIO.read(new ByteArrayInputStream(response.body()));
    assertThat(thumbnail.getWidth()).isEqualTo(480);
    assertThat(thumbnail.getHeight()).isEqualTo(240);
    assertThat(new Color(thumbnail.getRGB(240, 120)).getRed()).isGreaterThan(240);
  }

  @Test
  void aLargeOneHasAtMost1600PixelsAndIsNotBlownUp() throws Exception {
    BufferedImage large = ImageIO.read(new ByteArrayInputStream(image("?size=large").body()));

    assertThat(large.getWidth()).isEqualTo(1200);
    assertThat(large.getHeight()).isEqualTo(600);
  }

  @Test
  void anotherSizeIsRefusedNamingThose() {
    HttpResponse<String> response = server.get(DOCUMENTS + ID + "/image?size=4000");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("size", "small", "large");
  }

  @Test
  void aPictureThatChangesIsReadAgain() throws Exception {
    byte[] before = image().body();
    ImageIO.write(
        new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("boat.png").toFile());

    assertThat(image().body()).isNotEqualTo(before);
  }

  @Test
  void anItemThatIsNotThereIsNotFound() {
    HttpResponse<String> response = server.get(DOCUMENTS + "nowhere/image");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("nowhere", "not in collection").doesNotContain("file");
  }

  @Test
  void anItemWithoutAPictureIsNotFound() {
    HttpResponse<String> response = server.get(DOCUMENTS + "gone/image");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("no file of it");
  }

  @Test
  void aFileThatIsNoPictureIsNotSent() {
    HttpResponse<String> response = server.get(DOCUMENTS + "x/image");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .contains("not a picture that can be read")
        .doesNotContain("damaged");
  }

  @Test
  void thePageShowsThePictures() {
    String page = server.get("/c/papers?q=attention").body();

    assertThat(page).contains("hits-pictures", "src=\"" + DOCUMENTS + ID + "/image\"");
  }

  @Test
  void thePageHasTheirRoomBeforeTheyCome() throws IOException {
    String before = server.get("/c/papers?q=attention").body();
    ImageIO.write(
        new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("boat.png").toFile());
    String after = server.get("/c/papers?q=attention").body();

    assertThat(before).contains("ratio-20", "width=\"1200\" height=\"600\"");
    assertThat(after).contains("ratio-15", "width=\"300\" height=\"200\"");
  }

  private HttpResponse<byte[]> image() throws IOException, InterruptedException {
    return image("");
  }

  private HttpResponse<byte[]> image(String query) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          server.request(DOCUMENTS + ID + "/image" + query).build(), BodyHandlers.ofByteArray());
    }
  }
}
