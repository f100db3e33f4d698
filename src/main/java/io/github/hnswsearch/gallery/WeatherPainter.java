package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.util.random.RandomGenerator;

/** What falls from the clouds, before everything else. */
final class WeatherPainter {
  private static final Color DROP = new Color(225, 236, 248, 190);
  private static final Color FLAKE = new Color(255, 255, 255, 235);
  private static final int DROPS = 90;
  private static final int FLAKES = 80;

  private WeatherPainter() {}

  static void paint(Brush brush, Scene scene, RandomGenerator random) {
    if (scene.weather() == Weather.RAIN) {
      for (int i = 0; i < DROPS; i++) {
        double x = 104 * random.nextDouble();
        double y = 104 * random.nextDouble() - 4;
        double length = 3.5 + 2 * random.nextDouble();
        brush.line(x, y, x - length * 0.3, y + length, 0.55, DROP);
      }
    }
    if (scene.weather() == Weather.SNOWFALL) {
      for (int i = 0; i < FLAKES; i++) {
        double radius = 0.45 + 0.5 * random.nextDouble();
        brush.fill(
            Outline.circle(100 * random.nextDouble(), 100 * random.nextDouble(), radius), FLAKE);
      }
    }
  }
}
