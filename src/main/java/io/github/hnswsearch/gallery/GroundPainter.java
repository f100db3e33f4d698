package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Land: meadow, hills, sand and snow. */
final class GroundPainter {
  private static final Color GRASS = new Color(0xA5D267);
  private static final Color NEAR_GRASS = new Color(0x74B548);
  private static final Color DUNE = new Color(0xF6DFA8);
  private static final Color NEAR_DUNE = new Color(0xE2BC72);
  private static final Color SNOW = new Color(0xF4F8FC);
  private static final Color NEAR_SNOW = new Color(0xC6D8EA);
  private static final Color[] HILLS = {
    new Color(0xC3CF6A), new Color(0x9DBB55), new Color(0xB7A94F), new Color(0x7F9E45)
  };
  private static final Shape TUFT =
      Outline.of("M -2 -2.6 Q -0.8 -1.4 -0.5 0 M 0 -3.6 Q 0.2 -1.6 0 0 M 2 -2.8 Q 0.9 -1.4 0.5 0");

  private static final Shape RIPPLE = Outline.of("M 0 0 Q 5 -1.6 10 0 Q 15 1.6 20 0");

  private GroundPainter() {}

  static void paint(Brush brush, Scene scene, Atmosphere atmosphere, RandomGenerator random) {
    double horizon = scene.horizon() * 100;
    switch (scene.ground()) {
      case MEADOW -> {
        layers(brush, atmosphere::litLand, horizon, 1.6, random, GRASS, NEAR_GRASS);
        tufts(brush, atmosphere.litLand(Shades.darker(NEAR_GRASS, 0.22)), horizon, random);
      }
      case HILLS -> rolling(brush, atmosphere, horizon, random);
      case SAND -> {
        layers(brush, atmosphere::litSand, horizon, 2.4, random, DUNE, NEAR_DUNE);
        ripples(brush, atmosphere.litSand(Shades.darker(NEAR_DUNE, 0.12)), horizon, random);
      }
      case SNOW -> layers(brush, atmosphere::litSnow, horizon, 2.2, random, SNOW, NEAR_SNOW);
      case SEA -> SeaPainter.paint(brush, scene, atmosphere, random);
      case UNDERWATER -> DepthsPainter.paint(brush, scene, random);
    }
  }

  private static void layers(
      Brush brush,
      UnaryOperator<Color> light,
      double horizon,
      double swing,
      RandomGenerator random,
      Color far,
      Color near) {
    for (int i = 0; i < 3; i++) {
      double level = horizon + 2 + 17 * i;
      Color top = light.apply(Shades.mix(far, near, i * 0.2));
      Color bottom = light.apply(Shades.mix(far, near, 0.6 + i * 0.2));
      brush.vertical(
          Ridge.of(level, swing, 1.1 + 0.5 * i, 101, random),
          level - swing,
          level + 30,
          top,
          bottom);
    }
  }

  private static void rolling(
      Brush brush, Atmosphere atmosphere, double horizon, RandomGenerator random) {
    for (int i = 0; i < HILLS.length; i++) {
      double level = horizon + 1 + 14.5 * i;
      Color top = atmosphere.litLand(Shades.lighter(HILLS[i], 0.12));
      Color bottom = atmosphere.litLand(Shades.darker(HILLS[i], 0.14));
      Shape hill = Ridge.of(level, 6.2 - 0.6 * i, 1.5 - 0.12 * i, 101, random);
      brush.vertical(hill, level - 6, level + 20, top, bottom);
    }
  }

  private static void tufts(Brush brush, Color colour, double horizon, RandomGenerator random) {
    for (int i = 0; i < 34; i++) {
      double y = horizon + 6 + (92 - horizon) * random.nextDouble();
      double scale = 0.35 + 0.75 * (y - horizon) / (100 - horizon);
      brush.at(100 * random.nextDouble(), y, scale, () -> brush.line(TUFT, 0.7, colour));
    }
  }

  private static void ripples(Brush brush, Color colour, double horizon, RandomGenerator random) {
    for (int i = 0; i < 14; i++) {
      double y = horizon + 8 + (90 - horizon) * random.nextDouble();
      brush.at(
          100 * random.nextDouble() - 8,
          y,
          0.5 + 0.3 * random.nextDouble(),
          () -> brush.line(RIPPLE, 0.7, colour));
    }
  }
}
