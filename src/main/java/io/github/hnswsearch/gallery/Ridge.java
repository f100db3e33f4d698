package io.github.hnswsearch.gallery;

import java.awt.geom.Path2D;
import java.util.random.RandomGenerator;

/** The smooth upper edge of land, filled down to a line. */
final class Ridge {
  private static final int STEPS = 24;

  private Ridge() {}

  /**
   * @param level the mean height of the edge, in hundredths of the picture from above
   * @param swing how far it rises and falls
   * @param waves how many crests the picture's width has
   * @param bottom down to where it is filled
   */
  static Path2D of(
      double level, double swing, double waves, double bottom, RandomGenerator random) {
    double phase = 2 * Math.PI * random.nextDouble();
    double second = 2 * Math.PI * random.nextDouble();
    Path2D path = new Path2D.Double();
    path.moveTo(-1, bottom);
    for (int i = 0; i <= STEPS; i++) {
      double x = -1 + 102.0 * i / STEPS;
      double angle = 2 * Math.PI * waves * x / 100;
      path.lineTo(
          x,
          level - swing * (0.75 * Math.sin(angle + phase) + 0.25 * Math.sin(1.9 * angle + second)));
    }
    path.lineTo(101, bottom);
    path.closePath();
    return path;
  }
}
