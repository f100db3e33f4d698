package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.random.RandomGenerator;

/** Sky, stars, sun and moon. */
final class SkyPainter {
  private static final int STARS = 46;
  private static final Color STARLIGHT = new Color(0xFFFBE6);
  private static final Color SUN = new Color(0xFFD93B);
  private static final Color EVENING_SUN = new Color(0xFFE27A);
  private static final Color MOON = new Color(0xFBF3D4);
  private static final Color CRATER = new Color(0xE0D5AC);
  private static final Shape STAR =
      Outline.of("M 0 -1 Q 0.15 -0.15 1 0 Q 0.15 0.15 0 1 Q -0.15 0.15 -1 0 Q -0.15 -0.15 0 -1 Z");

  private SkyPainter() {}

  static void paint(Brush brush, Scene scene, Atmosphere atmosphere, RandomGenerator random) {
    double horizon = scene.horizon() * 100 + 10;
    brush.vertical(new Rectangle2D.Double(0, 0, 100, horizon), 0, horizon, atmosphere.sky());
    if (scene.sky().has(SkyLight.STARS)) {
      stars(brush, horizon - 14, random);
    }
    double x = scene.sky().place().centreX() * 100;
    double y = scene.sky().place().centreY() * 100;
    double radius = scene.sky().place().width() * 50;
    if (scene.sky().has(SkyLight.SUN)) {
      sun(brush, x, y, radius, scene.time() == TimeOfDay.SUNSET ? EVENING_SUN : SUN);
    }
    if (scene.sky().has(SkyLight.MOON)) {
      moon(brush, x, y, radius, random.nextBoolean());
    }
  }

  private static void stars(Brush brush, double bottom, RandomGenerator random) {
    for (int i = 0; i < STARS; i++) {
      double size = i % 5 == 0 ? 1.3 + 0.5 * random.nextDouble() : 0.5 + 0.4 * random.nextDouble();
      brush.at(
          100 * random.nextDouble(),
          bottom * random.nextDouble(),
          size,
          () -> brush.fill(STAR, STARLIGHT));
    }
  }

  private static void sun(Brush brush, double x, double y, double radius, Color colour) {
    brush.glow(x, y, radius * 3.4, colour, 0.75);
    brush.fill(Outline.circle(x, y, radius * 0.86), colour);
    brush.fill(Outline.circle(x, y, radius * 0.7), Shades.lighter(colour, 0.3));
  }

  private static void moon(Brush brush, double x, double y, double radius, boolean full) {
    brush.glow(x, y, radius * 2.6, MOON, 0.45);
    Shape disc = Outline.circle(x, y, radius * 0.86);
    if (full) {
      brush.fill(disc, MOON);
      brush.fill(Outline.circle(x - radius * 0.3, y - radius * 0.2, radius * 0.2), CRATER);
      brush.fill(Outline.circle(x + radius * 0.25, y + radius * 0.3, radius * 0.15), CRATER);
      brush.fill(Outline.circle(x + radius * 0.3, y - radius * 0.35, radius * 0.1), CRATER);
    } else {
      brush.fill(crescent(x, y, radius * 0.92), MOON);
    }
  }

  private static Shape crescent(double x, double y, double radius) {
    Area area = new Area(Outline.circle(x, y, radius));
    area.subtract(new Area(Outline.circle(x + radius * 0.5, y - radius * 0.25, radius * 0.85)));
    return area;
  }
}
