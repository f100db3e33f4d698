package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.random.RandomGenerator;

/** The sea, seen from above. */
final class SeaPainter {
  private static final Color FAR_SEA = new Color(0x5FB4DE);
  private static final Color NEAR_SEA = new Color(0x1B6BA8);
  private static final Color SUN_GLITTER = new Color(0xFFE9A8);
  private static final Color MOON_GLITTER = new Color(0xF4EFD2);
  private static final Shape WAVE = Outline.of("M 0 0 Q 2 -1.3 4 0 Q 6 1.3 8 0");
  private static final int WAVES = 34;
  private static final int GLINTS = 14;

  private SeaPainter() {}

  static void paint(Brush brush, Scene scene, Atmosphere atmosphere, RandomGenerator random) {
    double horizon = scene.horizon() * 100 + 2;
    Shape water = new Rectangle2D.Double(0, horizon, 100, 100 - horizon);
    boolean sunset = scene.time() == TimeOfDay.SUNSET;
    double sheen = sunset ? 0.55 : 0.2;
    // The sea mirrors the sky that is higher up: at sunset its purple, not the orange horizon.
    Color far = Shades.mix(atmosphere.lit(FAR_SEA), atmosphere.sky()[sunset ? 1 : 2], sheen);
    Color near = Shades.mix(atmosphere.lit(NEAR_SEA), atmosphere.sky()[0], sheen);
    brush.vertical(water, horizon, 100, far, near);
    Color crest = Shades.opaque(Shades.lighter(far, 0.45), 0.6);
    if (scene.sky().hasSunOrMoon()) {
      glitter(brush, scene, horizon, random);
    }
    for (int i = 0; i < WAVES; i++) {
      double depth = random.nextDouble();
      double y = horizon + 2 + (97 - horizon) * depth;
      brush.at(
          104 * random.nextDouble() - 6, y, 0.45 + 0.6 * depth, () -> brush.line(WAVE, 0.6, crest));
    }
  }

  private static void glitter(Brush brush, Scene scene, double horizon, RandomGenerator random) {
    Color light = Shades.opaque(scene.sky().has(SkyLight.SUN) ? SUN_GLITTER : MOON_GLITTER, 0.6);
    double x = scene.sky().place().centreX() * 100;
    for (int i = 0; i < GLINTS; i++) {
      double y = horizon + 1 + i * (96 - horizon) / GLINTS;
      double radius = 2.2 + i * 0.25 + 1.8 * random.nextDouble();
      brush.fill(Outline.ellipse(x + 3 * random.nextDouble() - 1.5, y, radius, 0.45), light);
    }
  }
}
