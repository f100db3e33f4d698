package io.github.hnswsearch.picture;

import java.io.IOException;

/**
 * What the samples of a JPEG file mean, and their conversion to RGB. Both as in libjpeg, which
 * Pillow uses, to the last bit; ImageIO's own conversion would apply colour profiles.
 */
enum JpegColors {
  GREY(1),
  RGB(3),
  /** Luminance and two differences of colour: JFIF 1.02, "Conversion to and from RGB". */
  YCC(3),
  /** Inks, inverted: 255 is none. Everybody writes them as Adobe does. */
  CMYK(4),
  /** Inverted inks, of which the first three are stored as luminance and differences. */
  YCCK(4);

  /** The file has no Adobe segment. */
  static final int NO_ADOBE_TRANSFORM = -1;

  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);
  private static final int RED_OF_CR = fixed(1.402);
  private static final int GREEN_OF_CB = fixed(-0.34414);
  private static final int GREEN_OF_CR = fixed(-0.71414);
  private static final int BLUE_OF_CB = fixed(1.772);
  private static final int CENTRE = 128;

  private final int components;

  JpegColors(int components) {
    this.components = components;
  }

  /**
   * The meaning of samples. JPEG itself does not define it, so this follows libjpeg's rules.
   *
   * @param componentIds of the frame
   * @param jfif whether the file has a JFIF segment
   * @param adobeTransform of the Adobe segment: 0 none, 1 YCC, 2 YCCK
   * @throws IOException if there is no such kind of picture
   */
  static JpegColors of(int[] componentIds, boolean jfif, int adobeTransform) throws IOException {
    return switch (componentIds.length) {
      case 1 -> GREY;
      case 3 -> {
        boolean namedRgb =
            componentIds[0] == 'R' && componentIds[1] == 'G' && componentIds[2] == 'B';
        boolean rgb = adobeTransform == NO_ADOBE_TRANSFORM ? namedRgb : adobeTransform == 0;
        yield rgb && !jfif ? RGB : YCC;
      }
      case 4 -> adobeTransform > 0 ? YCCK : CMYK;
      default ->
          throw new DamagedPictureException(
              "expected 1, 3 or 4 colour components, found " + componentIds.length);
    };
  }

  /**
   * Converts samples.
   *
   * @param samples of all components, pixel by pixel; may be overwritten and returned
   */
  byte[] toRgb(byte[] samples) {
    byte[] rgb =
        components == Picture.CHANNELS
            ? samples
            : new byte[samples.length / components * Picture.CHANNELS];
    int to = 0;
    for (int from = 0; from < samples.length; from += components, to += Picture.CHANNELS) {
      switch (this) {
        case GREY -> {
          rgb[to] = samples[from];
          rgb[to + 1] = samples[from];
          rgb[to + 2] = samples[from];
        }
        case RGB -> {}
        case YCC -> yccToRgb(samples, from, rgb, to);
        case CMYK -> {
          int light = Byte.toUnsignedInt(samples[from + 3]);
          for (int i = 0; i < Picture.CHANNELS; i++) {
            rgb[to + i] = Inks.mix(255 - Byte.toUnsignedInt(samples[from + i]), light);
          }
        }
        case YCCK -> {
          int light = Byte.toUnsignedInt(samples[from + 3]);
          yccToRgb(samples, from, rgb, to);
          for (int i = 0; i < Picture.CHANNELS; i++) {
            rgb[to + i] = Inks.mix(Byte.toUnsignedInt(rgb[to + i]), light);
          }
        }
      }
    }
    return rgb;
  }

  private static void yccToRgb(byte[] ycc, int from, byte[] rgb, int to) {
    int y = Byte.toUnsignedInt(ycc[from]);
    int cb = Byte.toUnsignedInt(ycc[from + 1]) - CENTRE;
    int cr = Byte.toUnsignedInt(ycc[from + 2]) - CENTRE;
    rgb[to] = clamp(y + ((RED_OF_CR * cr + HALF) >> BITS));
    rgb[to + 1] = clamp(y + ((GREEN_OF_CB * cb + GREEN_OF_CR * cr + HALF) >> BITS));
    rgb[to + 2] = clamp(y + ((BLUE_OF_CB * cb + HALF) >> BITS));
  }

  private static byte clamp(int value) {
    return (byte) Math.clamp(value, 0, 255);
  }

  private static int fixed(double factor) {
    return (int) Math.round(factor * (1 << BITS));
  }
}
