package io.github.hnswsearch.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a gallery. */
final class GalleryWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIZE = 32;
  private static final int PICTURE_BYTES = SIZE * SIZE * 3;

  @TempDir private Path folder;

  @Test
  void theNumberOfThreadsChangesNothing() throws IOException {
    // More than a batch of one thread, so that batches end at other places.
    Path one = written("one", 70, GalleryFormat.RAW, 1);
    Path three = written("three", 70, GalleryFormat.RAW, 3);

    assertThat(three.resolve(GalleryWriter.PICTURES))
        .hasSameBinaryContentAs(one.resolve(GalleryWriter.PICTURES));
    assertThat(three.resolve(GalleryWriter.SCENES))
        .hasSameBinaryContentAs(one.resolve(GalleryWriter.SCENES));
  }

  @Test
  void aLargerGalleryBeginsWithTheSmallerOne() throws IOException {
    byte[] few = Files.readAllBytes(written("few", 5, GalleryFormat.RAW, 2).resolve("pictures.u8"));
    byte[] more =
        Files.readAllBytes(written("more", 9, GalleryFormat.RAW, 2).resolve("pictures.u8"));

    assertThat(Arrays.copyOf(more, few.length)).isEqualTo(few);
  }

  @Test
  void rawPicturesAreRedGreenBlueRowByRow() throws IOException {
    Path raw = written("raw", 3, GalleryFormat.RAW, 2);
    Path png = written("png", 3, GalleryFormat.PNG, 2);
    byte[] bytes = Files.readAllBytes(raw.resolve(GalleryWriter.PICTURES));

    assertThat(bytes).hasSize(3 * PICTURE_BYTES);
    for (int i = 0; i < 3; i++) {
      BufferedImage picture = read(png.resolve("scene-00000" + (i + 1) + ".png"));
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          int at = i * PICTURE_BYTES + 3 * (y * SIZE + x);
          int rgb = rgb(bytes[at], bytes[at + 1], bytes[at + 2]);
          assertThat(rgb).isEqualTo(picture.getRGB(x, y) & 0xFFFFFF);
        }
      }
    }
    assertThat(raw.resolve(GalleryWriter.METADATA)).doesNotExist();
  }

  @Test
  void everyLineDescribesAFile() throws IOException {
    Path gallery = written("jpg", 7, GalleryFormat.JPG, 2);
    List<JsonNode> scenes = lines(gallery.resolve(GalleryWriter.SCENES));
    List<JsonNode> metadata = lines(gallery.resolve(GalleryWriter.METADATA));

    assertThat(scenes).hasSize(7);
    assertThat(metadata).hasSize(7);
    for (int i = 0; i < 7; i++) {
      JsonNode scene = scenes.get(i);
      assertThat(scene.get("id").asText()).isEqualTo("scene-00000" + (i + 1));
      assertThat(scene.get("file").asText()).isEqualTo(scene.get("id").asText() + ".jpg");
      assertThat(read(gallery.resolve(scene.get("file").asText())).getWidth()).isEqualTo(SIZE);
      assertThat(metadata.get(i).get("id")).isEqualTo(scene.get("file"));
      assertThat(metadata.get(i).get("title")).isEqualTo(scene.get("caption"));
      assertThat(metadata.get(i).get("kind"))
          .extracting(JsonNode::asText)
          .containsExactlyElementsOf(scene.get("objects").findValuesAsText("kind"));
    }
    try (Stream<Path> files = Files.list(gallery)) {
      assertThat(files).hasSize(7 + 2);
    }
  }

  @Test
  void aSceneLineHoldsTheWholeScene() throws IOException {
    Scene scene =
        Scenes.sampled(1, 500)
            .filter(drawn -> drawn.groups().stream().anyMatch(group -> group.kind().hasRoof()))
            .filter(drawn -> drawn.sky().lights().size() == 2)
            .findFirst()
            .orElseThrow();

    JsonNode line = JSON.readTree(SceneLines.scene(scene, "scene-000001", "scene-000001.jpg"));

    assertThat(line.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "file",
            "seed",
            "ground",
            "time",
            "weather",
            "backdrop",
            "sky",
            "objects",
            "caption");
    assertThat(line.get("seed").asLong()).isEqualTo(scene.seed());
    assertThat(line.get("sky")).extracting(JsonNode::asText).containsExactly("moon", "stars");
    Group group = scene.groups().getFirst();
    JsonNode object = line.get("objects").get(0);
    assertThat(object.fieldNames())
        .toIterable()
        .containsExactly("kind", "colour", "roof_colour", "count", "x", "y", "size");
    assertThat(object.get("kind").asText()).isEqualTo(group.kind().text());
    assertThat(object.get("count").asInt()).isEqualTo(group.count());
    assertThat(object.get("roof_colour").isNull()).isEqualTo(group.roofColour() == null);
    assertThat(object.get("x").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void aJpgOf400PixelsIsSmall() throws IOException {
    Path gallery = folder.resolve("large");
    Files.createDirectory(gallery);
    new GalleryWriter(5, 400, GalleryFormat.JPG, 2).write(12, gallery, more -> {});

    try (Stream<Path> files = Files.list(gallery)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".jpg"))
                  .mapToLong(file -> file.toFile().length())
                  .average()
                  .orElseThrow())
          .isBetween(18_000.0, 32_000.0);
    }
  }

  @Test
  void progressAddsUpToTheCount() throws IOException {
    List<Long> steps = new ArrayList<>();
    Path gallery = folder.resolve("steps");
    Files.createDirectory(gallery);
    new GalleryWriter(5, SIZE, GalleryFormat.RAW, 1).write(70, gallery, steps::add);

    assertThat(steps).containsExactly(32L, 32L, 6L);
  }

  private Path written(String name, int count, GalleryFormat format, int threads)
      throws IOException {
    Path gallery = folder.resolve(name);
    Files.createDirectory(gallery);
    new GalleryWriter(7, SIZE, format, threads).write(count, gallery, more -> {});
    return gallery;
  }

  private static int rgb(byte red, byte green, byte blue) {
    return new Color(red & 0xFF, green & 0xFF, blue & 0xFF).getRGB() & 0xFFFFFF;
  }

  private static BufferedImage read(Path file) throws IOException {
    return ImageIO.read(file.toFile());
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
