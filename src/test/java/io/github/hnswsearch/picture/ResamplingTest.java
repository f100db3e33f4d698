package io.github.hnswsearch.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.picture.Resampling.Window;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResamplingTest {

  @Property(tries = 200)
  void oneColourStaysThatColour(
      @ForAll Resampling resampling,
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = 1, max = 90) int height,
      @ForAll @IntRange(min = 1, max = 90) int newWidth,
      @ForAll @IntRange(min = 1, max = 90) int newHeight,
      @ForAll byte colour) {
    byte[] samples = new byte[width * height * 3];
    Arrays.fill(samples, colour);

    Picture resized = resampling.resize(Picture.of(width, height, samples), newWidth, newHeight);

    assertThat(resized.width()).isEqualTo(newWidth);
    assertThat(resized.height()).isEqualTo(newHeight);
    assertThat(resized.samples()).containsOnly(colour);
  }

  @Property(tries = 100)
  void theSameSizeChangesNothing(
      @ForAll Resampling resampling,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height) {
    Picture picture = noise(width, height);

    assertThat(resampling.resize(picture, width, height)).isEqualTo(picture);
  }

  @Property(tries = 200)
  void aWindowIsThatPartOfTheWhole(
      @ForAll Resampling resampling,
      @ForAll @IntRange(min = 1, max = 60) int newWidth,
      @ForAll @IntRange(min = 1, max = 60) int newHeight,
      @ForAll @IntRange(min = 0, max = 59) int left,
      @ForAll @IntRange(min = 0, max = 59) int top) {
    Picture picture = noise(37, 23);
    int x = left % newWidth;
    int y = top % newHeight;
    Window window = new Window(x, y, newWidth - x, newHeight - y);

    Picture part = resampling.resize(picture, newWidth, newHeight, window);

    Picture whole = resampling.resize(picture, newWidth, newHeight);
    for (int row = 0; row < window.height(); row++) {
      int from = ((y + row) * newWidth + x) * 3;
      assertThat(
              Arrays.copyOfRange(
                  part.samples(), row * window.width() * 3, (row + 1) * window.width() * 3))
          .isEqualTo(Arrays.copyOfRange(whole.samples(), from, from + window.width() * 3));
    }
  }

  @Test
  void halvingABlackAndWhiteEdgeMixesIt() {
    byte white = (byte) 255;
    Picture edge = Picture.of(2, 1, new byte[] {0, 0, 0, white, white, white});

    Picture mixed = Resampling.BILINEAR.resize(edge, 1, 1);

    assertThat(mixed.samples()).containsOnly((byte) 128);
  }

  @Test
  void aWindowOutsideIsRefused() {
    assertThatThrownBy(() -> Resampling.BICUBIC.resize(noise(4, 4), 8, 8, new Window(5, 0, 4, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 x 8")
        .hasMessageContaining("left=5");
    assertThatThrownBy(() -> new Window(0, 0, 0, 3)).hasMessageContaining("0 x 3");
  }

  static Picture noise(int width, int height) {
    byte[] samples = new byte[width * height * 3];
    new Random(31L * width + height).nextBytes(samples);
    return Picture.of(width, height, samples);
  }
}
