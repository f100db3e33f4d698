package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.random.RandomGenerator;

/** The sea from above and from below. */
final class WaterPainter {
  private static final Color FAR_SEA = new Color(0x5FB4DE);
  private static final Color NEAR_SEA = new Color(0x1B6BA8);
  private static final Color SEABED = new Color(0xE4CB92);
  private static final Color WEED = new Color(0x2F7D6B);
  private static final Color DARKNESS = new Color(0x061236);
  private static final Shape WAVE = Outline.of("M 0 0 Q 2 -1.3 4 0 Q 6 1.3 8 0");

  private WaterPainter() {}

  static void sea(Brush brush, Scene scene, Atmosphere atmosphere, RandomGenerator random) {
    double horizon = scene.horizon() * 100 + 2;
    Shape water = new Rectangle2D.Double(0, horizon, 100, 100 - horizon);
    boolean sunset = scene.time() == TimeOfDay.SUNSET;
    double sheen = sunset ? 0.55 : 0.2;
    // The sea mirrors the sky that is higher up: at sunset its purple, not the orange horizon.
    Color far = Shades.mix(atmosphere.lit(FAR_SEA), atmosphere.sky()[sunset ? 1 : 2], sheen);
    Color near = Shades.mix(atmosphere.lit(NEAR_SEA), atmosphere.sky()[0], sheen);
    brush.vertical(water, horizon, 100, far, near);
    Color crest = Shades.opaque(Shades.lighter(far, 0.45), 0.6);
    if (scene.sky().contains(SkyLight.SUN) || scene.sky().contains(SkyLight.MOON)) {
      glitter(brush, scene, horizon, random);
    }
    for (int i = 0; i < 34; i++) {
      double depth = random.nextDouble();
      double y = horizon + 2 + (97 - horizon) * depth;
      Brush moved = brush.at(104 * random.nextDouble() - 6, y, 0.45 + 0.6 * depth, false, 0);
      moved.line(WAVE, 0.6, crest);
      moved.dispose();
    }
  }

  private static void glitter(Brush brush, Scene scene, double horizon, RandomGenerator random) {
    Color light =
        Shades.opaque(new Color(scene.sky().contains(SkyLight.SUN) ? 0xFFE9A8 : 0xF4EFD2), 0.6);
    double x = scene.light().centreX() * 100;
    for (int i = 0; i < 14; i++) {
      double y = horizon + 1 + i * (96 - horizon) / 14;
      double radius = 2.2 + i * 0.25 + 1.8 * random.nextDouble();
      brush.fill(Outline.ellipse(x + 3 * random.nextDouble() - 1.5, y, radius, 0.45), light);
    }
  }

  static void depths(Brush brush, Scene scene, RandomGenerator random) {
    boolean night = scene.time() == TimeOfDay.NIGHT;
    Color[] water = {new Color(0x7FE0EC), new Color(0x2E9FD0), new Color(0x14609F)};
    for (int i = 0; i < water.length; i++) {
      water[i] = night ? Shades.mix(water[i], DARKNESS, 0.68 + 0.06 * i) : water[i];
    }
    brush.vertical(new Rectangle2D.Double(0, 0, 100, 100), 0, 92, water);
    rays(brush, night, random);
    Color sand = night ? Shades.mix(SEABED, DARKNESS, 0.46) : SEABED;
    Color weed = night ? Shades.mix(WEED, DARKNESS, 0.45) : WEED;
    double floor = scene.horizon() * 100;
    for (int i = 0; i < 9; i++) {
      weed(brush, 100 * random.nextDouble(), floor + 5, 7 + 7 * random.nextDouble(), weed);
    }
    brush.vertical(
        Ridge.of(floor + 2, 1.8, 1.4, 101, random), floor, 101, sand, Shades.darker(sand, 0.2));
    bubbles(brush, random);
  }

  private static void rays(Brush brush, boolean night, RandomGenerator random) {
    Color ray = Shades.opaque(new Color(0xE8FBFF), night ? 0.06 : 0.14);
    for (int i = 0; i < 5; i++) {
      double x = 10 + 20 * i + 10 * random.nextDouble();
      double width = 4 + 7 * random.nextDouble();
      java.awt.geom.Path2D beam = new java.awt.geom.Path2D.Double();
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
      java.awt.geom.Path2D blade = new java.awt.geom.Path2D.Double();
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
    Color colour = new Color(255, 255, 255, 120);
    for (int i = 0; i < 12; i++) {
      double radius = 0.5 + 0.7 * random.nextDouble();
      brush.line(
          Outline.circle(100 * random.nextDouble(), 4 + 78 * random.nextDouble(), radius),
          0.3,
          colour);
    }
  }
}
