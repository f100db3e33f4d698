package io.github.hnswsearch.picture;

import java.io.IOException;
import java.util.Locale;

/**
 * Prints how far preprocessing is from Pillow's on the files of the tests, as a Markdown table for
 * {@code docs/benchmarks.md}.
 */
final class PreprocessingDifferences {
  private static final PictureReader READER = new PictureReader();
  private static final int WHOLE_SIZE = 64;
  private static final float[] ZEROS = {0, 0, 0};
  private static final float[] ONES = {1, 1, 1};

  private PreprocessingDifferences() {}

  public static void main(String[] args) throws IOException {
    System.out.println("| file | to | max | mean |");
    System.out.println("|---|---|---|---|");
    for (PictureFixture fixture : PictureFixture.read().toList()) {
      print(fixture, "pixels", READER.read(fixture.path()), fixture.expected());
    }
    for (ResizeFixture fixture : ResizeFixture.all().toList()) {
      Picture cropped =
          preprocessing(fixture.size(), fixture.resampling()).crop(READER.read(fixture.path()));
      print(fixture, "input", cropped, fixture.expected());
    }
    for (PictureFixture fixture : PictureFixture.whole().toList()) {
      Picture cropped =
          preprocessing(WHOLE_SIZE, Resampling.BICUBIC).crop(READER.read(fixture.path()));
      print(fixture, "input", cropped, fixture.expected());
    }
  }

  private static ImagePreprocessing preprocessing(int size, Resampling resampling) {
    return new ImagePreprocessing(size, resampling, ZEROS, ONES);
  }

  private static void print(Object file, String target, Picture actual, Picture expected) {
    Difference difference = Difference.between(actual, expected);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %.3f |%n",
        file,
        target,
        difference.max(),
        difference.mean());
  }
}
