package io.github.hnswsearch.picture;

/**
 * Cyan, magenta, yellow and black inks to red, green and blue, without a colour profile: each ink
 * takes its complement away, black takes all. As Pillow does it.
 */
final class Inks {
  private Inks() {}

  /**
   * What is left of a colour.
   *
   * @param ink of its complement, 0 none to 255 full
   * @param light what black has left, 255 no black to 0
   */
  static byte mix(int ink, int light) {
    return (byte) (light - timesOver255(ink, light));
  }

  /** The product of two numbers up to 255 over 255, rounded, without a division. */
  private static int timesOver255(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }
}
