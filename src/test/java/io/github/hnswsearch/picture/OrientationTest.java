package io.github.hnswsearch.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How stored pixels are turned: EXIF tells where the first row and column stand. */
class OrientationTest {

  /** Pixels of two rows, one letter a pixel. */
  @ParameterizedTest
  @CsvSource({
    "1, abc/def",
    "2, cba/fed",
    "3, fed/cba",
    "4, def/abc",
    "5, ad/be/cf",
    "6, da/eb/fc",
    "7, fc/eb/da",
    "8, cf/be/ad",
    "0, abc/def",
    "9, abc/def",
  })
  void pixelsAreTurnedAsTheTagSays(int tag, String expected) {
    assertThat(letters(Orientation.ofTag(tag).apply(picture("abc/def")))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void onePixelStaysAsItIs(int tag) {
    assertThat(letters(Orientation.ofTag(tag).apply(picture("a")))).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8})
  void portraitsAreFoundUpright(int tag) throws IOException {
    Picture picture = new PictureReader().read(PictureFixture.read("exif_" + tag + ".jpg").path());

    assertThat(picture.height()).isGreaterThan(picture.width());
  }

  @Property(tries = 300)
  void damagedExifDataAreReadAsUpright(@ForAll @Size(max = 40) byte[] noise) {
    ByteBuffer exif =
        ByteBuffer.allocate(8 + noise.length)
            .put("Exif\0\0II".getBytes(StandardCharsets.US_ASCII))
            .put(noise)
            .flip();

    assertThat(ExifOrientation.of(exif)).isEqualTo(Orientation.UPRIGHT);
  }

  private static Picture picture(String rows) {
    int width = (rows + "/").indexOf('/');
    byte[] pixels = rows.replace("/", "").getBytes(StandardCharsets.US_ASCII);
    byte[] samples = new byte[pixels.length * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = pixels[i / 3];
    }
    return Picture.of(width, pixels.length / width, samples);
  }

  private static String letters(Picture picture) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < picture.samples().length; i += 3) {
      if (i > 0 && i % (picture.width() * 3) == 0) {
        rows.append('/');
      }
      rows.append((char) picture.samples()[i]);
    }
    return rows.toString();
  }
}
