package io.github.hnswsearch.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Decoded samples of any kind to red, green and blue of 8 bits: palettes are looked up, grey is
 * repeated, inks are mixed, the upper 8 bits count, alpha is dropped. No colour model converts
 * anything: those of Java take grey for linear and apply profiles, Pillow does neither.
 *
 * <p>One difference to Pillow is meant: it clips grey samples of 16 bits, which makes such pictures
 * all but white. Here the upper 8 bits count, as they do for colours of 16 bits in Pillow as well.
 */
final class RgbSamples {
  private static final int BITS = 8;
  private static final int MAX = 255;
  private static final int MAX_BITS = 16;

  private RgbSamples() {}

  /**
   * Converts an image.
   *
   * @throws DamagedPictureException if its samples have more than 16 bits or are not whole numbers
   */
  static Picture of(BufferedImage image) throws DamagedPictureException {
    Raster raster = image.getRaster();
    ColorModel colors = image.getColorModel();
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    byte[] samples = new byte[width * height * Picture.CHANNELS];
    int[] row = new int[width * bands];
    byte[][] levels = levels(raster, colors);
    boolean inks = colors.getColorSpace().getType() == ColorSpace.TYPE_CMYK;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      int to = y * width * Picture.CHANNELS;
      for (int from = 0; from < row.length; from += bands, to += Picture.CHANNELS) {
        if (inks) {
          int light = MAX - Byte.toUnsignedInt(levels[3][row[from + 3]]);
          for (int i = 0; i < Picture.CHANNELS; i++) {
            samples[to + i] = Inks.mix(Byte.toUnsignedInt(levels[i][row[from + i]]), light);
          }
        } else {
          // A palette and grey have one number for all three.
          int step = bands < Picture.CHANNELS ? 0 : 1;
          for (int i = 0; i < Picture.CHANNELS; i++) {
            samples[to + i] = levels[i][row[from + i * step]];
          }
        }
      }
    }
    return new Picture(width, height, samples);
  }

  /** For red, green, blue (or the inks), the 8-bit value of every sample that may occur. */
  private static byte[][] levels(Raster raster, ColorModel colors) throws DamagedPictureException {
    if (colors instanceof IndexColorModel palette) {
      byte[][] levels = new byte[Picture.CHANNELS][1 << palette.getPixelSize()];
      palette.getReds(levels[0]);
      palette.getGreens(levels[1]);
      palette.getBlues(levels[2]);
      return levels;
    }
    int type = raster.getTransferType();
    byte[][] levels = new byte[Math.max(raster.getNumBands(), Picture.CHANNELS)][];
    for (int i = 0; i < levels.length; i++) {
      int bits = raster.getSampleModel().getSampleSize(Math.min(i, raster.getNumBands() - 1));
      if (bits > MAX_BITS || type == DataBuffer.TYPE_SHORT || type == DataBuffer.TYPE_FLOAT) {
        throw new DamagedPictureException(
            "expected samples of 1 to 16 bits without a sign, found " + bits + " bits");
      }
      levels[i] = levels(bits);
    }
    return levels;
  }

  private static byte[] levels(int bits) {
    byte[] levels = new byte[1 << bits];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) (bits >= BITS ? i >> (bits - BITS) : i * MAX / (levels.length - 1));
    }
    return levels;
  }
}
