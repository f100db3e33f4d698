package io.github.hnswsearch.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sound picture is read as, in all formats: what Pillow makes of it. */
class PictureReaderTest {
  private final PictureReader reader = new PictureReader();

  static Stream<PictureFixture> exactFiles() {
    return PictureFixture.read().filter(fixture -> !fixture.isLossyWebp());
  }

  static Stream<PictureFixture> lossyWebpFiles() {
    return PictureFixture.read().filter(PictureFixture::isLossyWebp);
  }

  @Test
  void thereIsAFileForEveryVariation() {
    assertThat(exactFiles()).hasSizeGreaterThan(80);
    assertThat(lossyWebpFiles()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("exactFiles")
  void samplesEqualPillows(PictureFixture fixture) throws IOException {
    Difference difference = Difference.between(reader.read(fixture.path()), fixture.expected());

    // A JDK may be built with another libjpeg than Pillow, and libraries of it may round otherwise.
    assertThat(difference.max()).isLessThanOrEqualTo(fixture.isJpeg() ? 1 : 0);
  }

  /** The library repeats the colour of two pixels where libwebp slopes; brightness is exact. */
  @ParameterizedTest
  @MethodSource("lossyWebpFiles")
  void lossyWebpDiffersInTheColoursOfEdgesAlone(PictureFixture fixture) throws IOException {
    Difference difference = Difference.between(reader.read(fixture.path()), fixture.expected());

    boolean coloured = !fixture.path().toString().contains("grey");
    assertThat(difference.mean()).isLessThan(coloured ? 8 : 0.1);
    assertThat(difference.max()).isLessThanOrEqualTo(coloured ? 70 : 1);
  }

  @ParameterizedTest
  @MethodSource("exactFiles")
  void aPathAStreamAndBytesGiveTheSame(PictureFixture fixture) throws IOException {
    byte[] file = fixture.bytes();

    Picture picture = reader.read(fixture.path());

    assertThat(reader.read(file, "an upload")).isEqualTo(picture);
    assertThat(reader.read(new ByteArrayInputStream(file), "an upload")).isEqualTo(picture);
    assertThat(file).as("left as it was").isEqualTo(fixture.bytes());
  }

  @Test
  void theNameOfAFileDoesNotMatter(@TempDir Path folder) throws IOException {
    PictureFixture png = PictureFixture.read("png_rgb.png");
    Path misnamed = Files.copy(png.path(), folder.resolve("photo.jpg"));

    assertThat(reader.read(misnamed)).isEqualTo(reader.read(png.path()));
  }

  @Test
  void transparentPixelsKeepTheirColour() throws IOException {
    Picture faded = reader.read(PictureFixture.read("png_rgba.png").path());
    Picture opaque = reader.read(PictureFixture.read("png_rgb.png").path());

    assertThat(faded).isEqualTo(opaque);
  }

  @Test
  void greyOf16BitsKeepsItsUpper8Bits() throws IOException {
    Picture deep = reader.read(PictureFixture.read("png_grey_16.png").path());
    Picture plain = reader.read(PictureFixture.read("png_l.png").path());

    assertThat(deep).isEqualTo(plain);
  }
}
