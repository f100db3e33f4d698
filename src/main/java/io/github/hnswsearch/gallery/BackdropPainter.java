package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.random.RandomGenerator;

/** Mountains or hills at the horizon. */
final class BackdropPainter {
  private static final Color ROCK = new Color(0x7C8798);
  private static final Color SHADE = new Color(0x5F6B7E);
  private static final Color SNOWCAP = new Color(0xF7FAFD);
  private static final Color FAR_HILL = new Color(0x7FAF9B);
  private static final Color NEAR_HILL = new Color(0x5E9A78);
  private static final Color SNOWY_HILL = new Color(0xBFD3E6);

  private BackdropPainter() {}

  static void paint(Brush brush, Scene scene, Atmosphere atmosphere, RandomGenerator random) {
    double horizon = scene.horizon() * 100 + 5;
    switch (scene.backdrop()) {
      case MOUNTAINS -> mountains(brush, horizon, atmosphere, random);
      case HILLS -> hills(brush, scene, horizon, atmosphere, random);
      case NONE -> {}
    }
  }

  private static void mountains(
      Brush brush, double foot, Atmosphere atmosphere, RandomGenerator random) {
    for (int layer = 0; layer < 2; layer++) {
      int count = 4 + layer;
      double far = layer == 0 ? 0.3 : 0;
      Color rock = Shades.mix(atmosphere.lit(ROCK), atmosphere.sky()[2], far);
      Color shade = Shades.mix(atmosphere.lit(SHADE), atmosphere.sky()[2], far);
      Color snow = Shades.mix(atmosphere.litSnow(SNOWCAP), atmosphere.sky()[2], far);
      for (int i = 0; i < count; i++) {
        double x = (i + 0.2 + 0.6 * random.nextDouble()) * 100 / count;
        double height = (layer == 0 ? 20 : 13) + 7 * random.nextDouble();
        peak(brush, x, foot, height, rock, shade, snow);
      }
    }
  }

  private static void peak(
      Brush brush, double x, double foot, double height, Color rock, Color shade, Color snow) {
    double half = height * 0.85;
    double top = foot - height;
    brush.fill(triangle(x, top, x - half, foot, x + half, foot), rock);
    brush.fill(triangle(x, top, x + half * 0.1, foot, x + half, foot), shade);
    double line = height * 0.36;
    Path2D cap = new Path2D.Double();
    cap.moveTo(x, top);
    cap.lineTo(x - half * 0.36, top + line);
    cap.lineTo(x - half * 0.16, top + line * 0.75);
    cap.lineTo(x + half * 0.02, top + line * 1.15);
    cap.lineTo(x + half * 0.2, top + line * 0.8);
    cap.lineTo(x + half * 0.36, top + line);
    cap.closePath();
    brush.fill(cap, snow);
  }

  private static Path2D triangle(double x1, double y1, double x2, double y2, double x3, double y3) {
    Path2D path = new Path2D.Double();
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
    path.lineTo(x3, y3);
    path.closePath();
    return path;
  }

  private static void hills(
      Brush brush, Scene scene, double foot, Atmosphere atmosphere, RandomGenerator random) {
    boolean snowy = scene.ground() == Ground.SNOW;
    for (int layer = 0; layer < 2; layer++) {
      Color daylight = snowy ? SNOWY_HILL : layer == 0 ? FAR_HILL : NEAR_HILL;
      Color colour =
          Shades.mix(atmosphere.litLand(daylight), atmosphere.sky()[2], layer == 0 ? 0.3 : 0.1);
      brush.fill(
          Ridge.of(foot - 9 + 4 * layer, layer == 0 ? 4.5 : 3.5, 2 + layer, foot + 2, random),
          colour);
    }
  }
}
