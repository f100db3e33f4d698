package io.github.hnswsearch.gallery;

import java.awt.Shape;

/** A hot-air balloon with stripes of its own colour and a basket. */
final class Balloon implements Sprite {
  private static final Shape ENVELOPE =
      Outline.of(
          "M 36 2 C 60 2 71 20 71 36 C 71 54 50 64 45 76 L 27 76 C 22 64 1 54 1 36 C 1 20 12 2 36 2 Z");
  private static final Shape STRIPE =
      Outline.of("M 36 2 C 52 12 50 60 40 76 L 32 76 C 22 60 20 12 36 2 Z");
  private static final Shape SEAMS =
      Outline.of("M 36 2 C 14 8 10 48 29 76 M 36 2 C 58 8 62 48 43 76");
  private static final Shape BASKET = Outline.of("M 28 86 L 44 86 L 42 99 L 30 99 Z");

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(29, 76, 31, 88, 1.2, Look.WOOD);
    brush.line(43, 76, 41, 88, 1.2, Look.WOOD);
    brush.body(BASKET, Look.WOOD);
    brush.body(ENVELOPE, look.body());
    brush.fill(STRIPE, Shades.tint(look.body(), 0.35));
    brush.line(SEAMS, 1.4, Shades.darker(look.body(), 0.2));
  }
}
