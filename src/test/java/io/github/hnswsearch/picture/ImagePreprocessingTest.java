package io.github.hnswsearch.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The input of an image encoder equals what CLIP's own preprocessing makes of a picture. */
@SuppressWarnings("FloatingPointLiteralPrecision") // As they were published.
class ImagePreprocessingTest {
  private static final float[] CLIP_MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
  private static final float[] CLIP_STD = {0.26862954f, 0.26130258f, 0.27577711f};
  private static final float ONE_LEVEL = 1 / 255f;
  private static final int WHOLE_SIZE = 64;

  private final PictureReader reader = new PictureReader();

  static Stream<ResizeFixture> resizes() {
    return ResizeFixture.all();
  }

  static Stream<PictureFixture> exactFiles() {
    return PictureFixture.whole().filter(fixture -> !fixture.isLossyWebp());
  }

  static Stream<PictureFixture> lossyWebpFiles() {
    return PictureFixture.whole().filter(PictureFixture::isLossyWebp);
  }

  /**
   * Larger and smaller, upright and lying, one pixel, three columns, the very size, odd margins.
   */
  @ParameterizedTest
  @MethodSource("resizes")
  void resizingAndCroppingEqualsPillow(ResizeFixture fixture) throws IOException {
    Picture cropped = clip(fixture.size(), fixture.resampling()).crop(reader.read(fixture.path()));

    assertThat(Difference.between(cropped, fixture.expected())).isEqualTo(new Difference(0, 0));
  }

  @ParameterizedTest
  @MethodSource("exactFiles")
  void fromFileToInputIsWithinOneLevelOfPillow(PictureFixture fixture) throws IOException {
    float[] input = clip(WHOLE_SIZE, Resampling.BICUBIC).apply(reader.read(fixture.path()));

    byte[] expected = fixture.expected().samples();
    assertThat(input).hasSize(expected.length);
    for (int i = 0; i < input.length; i++) {
      int channel = i / (WHOLE_SIZE * WHOLE_SIZE);
      int pixel = i % (WHOLE_SIZE * WHOLE_SIZE);
      float sample = input[i] * CLIP_STD[channel] + CLIP_MEAN[channel];
      assertThat(sample)
          .isCloseTo((expected[pixel * 3 + channel] & 0xff) / 255f, within(ONE_LEVEL + 1e-5f));
    }
  }

  @ParameterizedTest
  @MethodSource("lossyWebpFiles")
  void lossyWebpIsCloseToPillowOnAverage(PictureFixture fixture) throws IOException {
    Picture cropped = clip(WHOLE_SIZE, Resampling.BICUBIC).crop(reader.read(fixture.path()));

    assertThat(Difference.between(cropped, fixture.expected()).mean()).isLessThan(2);
  }

  @Test
  void channelsFollowEachOtherAndAreNormalised() {
    Picture pixel = Picture.of(1, 1, new byte[] {(byte) 255, 51, 0});

    float[] input = clip(2, Resampling.BICUBIC).apply(pixel);

    float red = (1 - CLIP_MEAN[0]) / CLIP_STD[0];
    float green = (51 / 255f - CLIP_MEAN[1]) / CLIP_STD[1];
    float blue = (0 - CLIP_MEAN[2]) / CLIP_STD[2];
    assertThat(input)
        .containsExactly(red, red, red, red, green, green, green, green, blue, blue, blue, blue);
  }

  /** Python rounds halves to the even number, and so does the crop of torchvision. */
  @ParameterizedTest
  @CsvSource({"33, 0", "34, 1", "35, 2", "36, 2", "37, 2", "39, 4"})
  void halfPixelsOfMarginsGoToTheEvenNumber(int width, int left) {
    byte[] samples = new byte[width * 32 * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i / 3 % width);
    }

    Picture cropped = clip(32, Resampling.BICUBIC).crop(Picture.of(width, 32, samples));

    assertThat(cropped.samples()[0]).isEqualTo((byte) left);
  }

  @Property(tries = 100)
  void anySizeGivesAFiniteInputOfTheRightLength(
      @ForAll @IntRange(min = 1, max = 300) int width,
      @ForAll @IntRange(min = 1, max = 300) int height,
      @ForAll @IntRange(min = 1, max = 64) int size,
      @ForAll Resampling resampling) {
    float[] input = clip(size, resampling).apply(ResamplingTest.noise(width, height));

    assertThat(input).hasSize(3 * size * size);
    for (float value : input) {
      assertThat(value).isBetween(-2f, 3f);
    }
  }

  @Test
  void aLineOfPixelsIsNoReasonToResizeItWhole() {
    Picture line = ResamplingTest.noise(60_000, 1);

    assertThat(clip(224, Resampling.BICUBIC).apply(line)).hasSize(3 * 224 * 224);
  }

  @Test
  void badDescriptionsAreRefused() {
    float[] three = {0.5f, 0.5f, 0.5f};
    assertThatThrownBy(() -> clip(0, Resampling.BICUBIC)).hasMessageContaining("found 0");
    assertThatThrownBy(() -> new ImagePreprocessing(8, Resampling.BICUBIC, new float[1], three))
        .hasMessageContaining("found 1 and 3");
    assertThatThrownBy(() -> new ImagePreprocessing(8, Resampling.BICUBIC, three, new float[3]))
        .hasMessageContaining("above 0");
    float[] notANumber = {0, Float.NaN, 0};
    assertThatThrownBy(() -> new ImagePreprocessing(8, Resampling.BICUBIC, notANumber, three))
        .hasMessageContaining("NaN");
  }

  private static ImagePreprocessing clip(int size, Resampling resampling) {
    return new ImagePreprocessing(size, resampling, CLIP_MEAN, CLIP_STD);
  }
}
