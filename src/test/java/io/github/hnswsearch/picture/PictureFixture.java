package io.github.hnswsearch.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A picture that {@code src/test/python/make_picture_fixtures.py} has written, and what Pillow
 * makes of it.
 *
 * @param path of the file
 * @param expectedPath of the expected pixels
 */
record PictureFixture(Path path, Path expectedPath) {
  private static final String EXPECTED = ".expected.png";

  /** Files of all formats, with their upright pixels. */
  static Stream<PictureFixture> read() {
    return folder("read");
  }

  /** Larger files, with their pixels as the input of an encoder of 64 pixels. */
  static Stream<PictureFixture> whole() {
    return folder("whole");
  }

  /** A file of those in {@link #read}. */
  static PictureFixture read(String name) {
    return of(file("read").resolve(name + EXPECTED));
  }

  private static Stream<PictureFixture> folder(String name) {
    return expected(name).stream().map(PictureFixture::of);
  }

  private static PictureFixture of(Path expected) {
    String name = expected.getFileName().toString();
    return new PictureFixture(
        expected.resolveSibling(name.substring(0, name.length() - EXPECTED.length())), expected);
  }

  /** Files of expected pixels. */
  static List<Path> expected(String folder) {
    try (Stream<Path> files = Files.list(file(folder))) {
      return files.filter(file -> file.toString().endsWith(EXPECTED)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String name) {
    try {
      return Path.of(PictureFixture.class.getResource("/picture/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Picture expected() {
    return plainPng(expectedPath);
  }

  /** Reads an RGB file of 8 bits without any of the code under test. */
  static Picture plainPng(Path path) {
    try {
      BufferedImage image = ImageIO.read(path.toFile());
      int width = image.getWidth();
      int height = image.getHeight();
      byte[] samples = new byte[width * height * 3];
      int at = 0;
      for (int rgb : image.getRGB(0, 0, width, height, null, 0, width)) {
        samples[at++] = (byte) (rgb >> 16);
        samples[at++] = (byte) (rgb >> 8);
        samples[at++] = (byte) rgb;
      }
      return Picture.of(width, height, samples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether colours were stored at half the size, and are upsampled in a simpler way here. */
  boolean isLossyWebp() {
    return path.toString().contains("webp_lossy");
  }

  boolean isJpeg() {
    return path.toString().endsWith(".jpg");
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
