package io.github.hnswsearch.picture;

import java.util.Arrays;

/**
 * An upright picture in sRGB, 8 bits a sample, without alpha. Immutable.
 *
 * <p>Colour profiles are not applied: samples are taken for sRGB, as Pillow does.
 */
public final class Picture {
  /** Samples of a pixel: red, green, blue. */
  static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final byte[] samples;

  /**
   * Takes over an array that its maker keeps no hold of.
   *
   * @param samples red, green and blue of one pixel after the other, row by row from the top left
   */
  Picture(int width, int height, byte[] samples) {
    if (width < 1 || height < 1 || samples.length != (long) width * height * CHANNELS) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels needs %d samples, found %d"
              .formatted(width, height, (long) width * height * CHANNELS, samples.length));
    }
    this.width = width;
    this.height = height;
    this.samples = samples;
  }

  /**
   * A picture of given samples.
   *
   * @param width in pixels, from 1
   * @param height in pixels, from 1
   * @param samples red, green and blue (unsigned) of one pixel after the other, row by row from the
   *     top left: width x height x 3 bytes; copied
   */
  public static Picture of(int width, int height, byte[] samples) {
    return new Picture(width, height, samples.clone());
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The samples themselves as in {@link #of}, not a copy: for reading only. */
  public byte[] samples() {
    return samples;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture picture
        && width == picture.width
        && height == picture.height
        && Arrays.equals(samples, picture.samples);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(samples);
  }

  @Override
  public String toString() {
    return "Picture[" + width + " x " + height + "]";
  }
}
