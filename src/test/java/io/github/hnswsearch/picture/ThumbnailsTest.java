package io.github.hnswsearch.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailsTest {

  @ParameterizedTest
  @CsvSource({
    "400, 300, 100, 75",
    "300, 400, 75, 100",
    "50, 20, 50, 20",
    "100, 100, 100, 100",
    "1000, 1, 100, 1",
    "1, 1000, 1, 100",
    "101, 50, 100, 50",
  })
  void theLongerSideShrinksToTheLimitAndTheOtherWithIt(
      int width, int height, int expectedWidth, int expectedHeight) throws IOException {
    byte[] jpeg = Thumbnails.jpeg(ResamplingTest.noise(width, height), 100);

    Picture thumbnail = new PictureReader().read(jpeg, "thumbnail");
    assertThat(PictureFormat.of(jpeg)).isEqualTo(PictureFormat.JPEG);
    assertThat(thumbnail.width()).isEqualTo(expectedWidth);
    assertThat(thumbnail.height()).isEqualTo(expectedHeight);
  }

  @Test
  void coloursAreThoseOfThePicture() throws IOException {
    Picture picture = new PictureReader().read(PictureFixture.read("png_gamma.png").path());

    Picture thumbnail = new PictureReader().read(Thumbnails.jpeg(picture, 100), "thumbnail");

    assertThat(Difference.between(thumbnail, picture).mean()).isLessThan(12);
  }

  @Test
  void whatAPhotographTellsBesidesItsPixelsStaysBehind() throws IOException {
    Picture picture = new PictureReader().read(PictureFixture.read("exif_6.jpg").path());

    String jpeg = new String(Thumbnails.jpeg(picture, 100), StandardCharsets.ISO_8859_1);

    assertThat(jpeg).doesNotContain("Exif");
  }
}
