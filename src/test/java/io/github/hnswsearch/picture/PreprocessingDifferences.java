package io.github.hnswsearch.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints how far preprocessing is from Pillow's on the files of the tests, as a Markdown table for
 * {@code docs/benchmarks.md}.
 */
final class PreprocessingDifferences {
  private static final PictureReader READER = new PictureReader();
  private static final float[] ZEROS = {0, 0, 0};
  private static final float[] ONES = {1, 1, 1};

  private PreprocessingDifferences() {}

  public static void main(String[] args) throws IOException {
    System.out.println("| file | to | max | mean |");
    System.out.println("|---|---|---|---|");
    for (PictureFixture fixture : PictureFixture.read().toList()) {
      print(fixture, "upright pixels", READER.read(fixture.path()), fixture.expected());
    }
    for (Path expected : PictureFixture.resized()) {
      String[] name = expected.getFileName().toString().split("[_.]", -1);
      Picture source = READER.read(expected.resolveSibling(name[0] + ".png"));
      Resampling resampling = Resampling.valueOf(name[2].toUpperCase(Locale.ROOT));
      Picture cropped = preprocessing(Integer.parseInt(name[1]), resampling).crop(source);
      print(name[0] + ".png", name[1] + ", " + name[2], cropped, PictureFixture.plainPng(expected));
    }
    for (PictureFixture fixture : PictureFixture.whole().toList()) {
      Picture cropped = preprocessing(64, Resampling.BICUBIC).crop(READER.read(fixture.path()));
      print(fixture, "64, bicubic", cropped, fixture.expected());
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
