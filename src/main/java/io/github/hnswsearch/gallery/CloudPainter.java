package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;
import java.util.random.RandomGenerator;

/** Clouds, apart from where the sun or the moon stands. */
final class CloudPainter {
  private static final Shape CLOUD =
      Outline.of(
          "M 8 30 C -6 30 -4 14 8 15 C 8 2 26 -3 32 8 C 40 -2 56 2 54 14 C 68 12 68 30 56 30 Z");
  private static final double WIDTH = 62;
  private static final double HEIGHT = 30;

  private CloudPainter() {}

  static void paint(Brush brush, Scene scene, Atmosphere atmosphere, RandomGenerator random) {
    if (scene.weather() == Weather.CLEAR) {
      return;
    }
    Color[] colours = atmosphere.cloud();
    int count = scene.weather() == Weather.CLOUDY ? 7 : 9;
    for (int i = 0; i < count; i++) {
      double scale = 0.26 + 0.22 * random.nextDouble();
      double width = WIDTH * scale;
      double x = -width / 3 + (i + random.nextDouble() * 0.8) * 100 / count;
      double y = 1 + random.nextDouble() * (scene.horizon() * 100 - 22);
      Box place = new Box(x / 100, y / 100, width / 100, HEIGHT * scale / 100);
      if (scene.sky().hasSunOrMoon() && place.overlaps(scene.sky().place())) {
        continue;
      }
      brush.at(x, y, scale, () -> brush.vertical(CLOUD, 0, HEIGHT, colours[1], colours[0]));
    }
  }
}
