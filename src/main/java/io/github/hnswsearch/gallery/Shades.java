package io.github.hnswsearch.gallery;

import java.awt.Color;

/** Arithmetic on colours, in sRGB. */
final class Shades {
  /** Below this luma, 0 to 255, a shade is outlined in something lighter than itself. */
  private static final double DARK = 70;

  /** Above this luma nothing lighter can be told from a shade. */
  private static final double BRIGHT = 235;

  private Shades() {}

  /** A mixture; 0 is the first, 1 the second. */
  static Color mix(Color one, Color other, double share) {
    return new Color(
        between(one.getRed(), other.getRed(), share),
        between(one.getGreen(), other.getGreen(), share),
        between(one.getBlue(), other.getBlue(), share));
  }

  static Color lighter(Color colour, double share) {
    return mix(colour, Color.WHITE, share);
  }

  static Color darker(Color colour, double share) {
    return mix(colour, Color.BLACK, share);
  }

  /** A second tone of the same colour that still has its name: black stays black, white white. */
  static Color tint(Color colour, double share) {
    double luma = luma(colour);
    if (luma < DARK) {
      return lighter(colour, share * 0.4);
    }
    return luma > BRIGHT ? darker(colour, share * 0.3) : lighter(colour, share);
  }

  /** Multiplied channel by channel, as a coloured light does it. */
  static Color under(Color colour, Color light) {
    return new Color(
        colour.getRed() * light.getRed() / 255,
        colour.getGreen() * light.getGreen() / 255,
        colour.getBlue() * light.getBlue() / 255);
  }

  /** The same, see-through; 0 is nothing, 1 is opaque. */
  static Color opaque(Color colour, double share) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * share));
  }

  /** The line around an area that keeps it apart from whatever is behind. */
  static Color outline(Color colour) {
    return luma(colour) < DARK ? lighter(colour, 0.45) : darker(colour, 0.45);
  }

  /** Brightness as it is seen, 0 to 255 (ITU-R BT.601). */
  static double luma(Color colour) {
    return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
  }

  private static int between(int one, int other, double share) {
    return (int) Math.round(one + (other - one) * share);
  }
}
