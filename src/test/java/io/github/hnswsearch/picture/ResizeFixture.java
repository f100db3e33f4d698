package io.github.hnswsearch.picture;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A picture that {@code src/test/python/make_picture_fixtures.py} has resized and cropped.
 *
 * @param path of the picture
 * @param size of the square
 * @param expectedPath of the expected pixels
 */
record ResizeFixture(Path path, int size, Resampling resampling, Path expectedPath) {
  private static final Pattern NAME = Pattern.compile("(\\d+x\\d+)_(\\d+)_([a-z]+)\\..*");

  static Stream<ResizeFixture> all() {
    return PictureFixture.expected("resize").stream().map(ResizeFixture::of);
  }

  private static ResizeFixture of(Path expected) {
    Matcher name = NAME.matcher(expected.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalStateException("not named after what it varies: " + expected);
    }
    return new ResizeFixture(
        expected.resolveSibling(name.group(1) + ".png"),
        Integer.parseInt(name.group(2)),
        Resampling.valueOf(name.group(3).toUpperCase(Locale.ROOT)),
        expected);
  }

  Picture expected() {
    return PictureFixture.plainPng(expectedPath);
  }

  @Override
  public String toString() {
    return "%s to %d, %s"
        .formatted(path.getFileName(), size, resampling.name().toLowerCase(Locale.ROOT));
  }
}
