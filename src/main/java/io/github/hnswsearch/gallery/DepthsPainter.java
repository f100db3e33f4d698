package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.random.RandomGenerator;

/** The depths of the sea: water, light from above, seabed. */
final class DepthsPainter {
  private static final List<Color> WATER =
      List.of(new Color(0x7FE0EC), new Color(0x2E9FD0), new Color(0x14609F));
  private static final Color DARKNESS = new Color(0x061236);
  private static final Color SEABED = new Color(0xE4CB92);
  private static final Color WEED = new Color(0x2F7D6B);
  private static final Color RAY = new Color(0xE8FBFF);
  private static final Color BUBBLE = new Color(255, 255, 255, 120);
  private static final int RAYS = 5;
  private static final int WEEDS = 9;
  private static final int BUBBLES = 12;

  private DepthsPainter() {}

  static void paint(Brush brush, Scene scene, RandomGenerator random) {
    boolean night = scene.time() == TimeOfDay.NIGHT;
    Color[] water = WATER.toArray(new Color[0]);
    if (night) {
      for (int i = 0; i < water.length; i++) {
        water[i] = Shades.mix(water[i], DARKNESS, 0.68 + 0.06 * i);
      }
    }
    brush.vertical(new Rectangle2D.Double(0, 0, 100, 100), 0, 92, water);
    rays(brush, night, random);
    Color sand = night ? Shades.mix(SEABED, DARKNESS, 0.46) : SEABED;
    Color weed = night ? Shades.mix(WEED, DARKNESS, 0.45) : WEED;
    double floor = scene.horizon() * 100;
    for (int i = 0; i < WEEDS; i++) {
      weed(brush, 100 * random.nextDouble(), floor + 5, 7 + 7 * random.nextDouble(), weed);
    }
    brush.vertical(
        Ridge.of(floor + 2, 1.8, 1.4, 101, random), floor, 101, sand, Shades.darker(sand, 0.2));
    bubbles(brush, random);
  }

  private static void rays(Brush brush, boolean night, RandomGenerator random) {
    Color ray = Shades.opaque(RAY, night ? 0.06 : 0.14);
    for (int i = 0; i < RAYS; i++) {
      double x = 10 + 20 * i + 10 * random.nextDouble();
      double width = 4 + 7 * random.nextDouble();
      Path2D beam = new Path2D.Double();
      beam.moveTo(x, 0);
      beam.lineTo(x + width * 0.7, 0);
      beam.lineTo(x + width - 22, 90);
      beam.lineTo(x - width - 22, 90);
      beam.closePath();
      brush.fill(beam, ray);
    }
  }

  private static void weed(Brush brush, double x, double foot, double height, Color colour) {
    for (int i = -1; i <= 1; i++) {
      Path2D blade = new Path2D.Double();
      double tip = foot - height * (i == 0 ? 1 : 0.72);
      blade.moveTo(x + 1.3 * i, foot);
      blade.curveTo(
          x + 1.3 * i - 2,
          foot - height * 0.3,
          x + 1.3 * i + 3,
          foot - height * 0.6,
          x + 2.6 * i,
          tip);
      brush.line(blade, 1.2, colour);
    }
  }

  private static void bubbles(Brush brush, RandomGenerator random) {
    for (int i = 0; i < BUBBLES; i++) {
      double radius = 0.5 + 0.7 * random.nextDouble();
      brush.line(
          Outline.circle(100 * random.nextDouble(), 4 + 78 * random.nextDouble(), radius),
          0.3,
          BUBBLE);
    }
  }
}
