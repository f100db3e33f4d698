package io.github.hnswsearch.gallery;

import java.awt.Shape;

/** A bell with waving tentacles. */
final class Jellyfish implements Sprite {
  private static final Shape BELL =
      Outline.of(
          "M 3 50 Q 2 3 32.5 3 Q 63 3 62 50 Q 55 44 48 51 Q 40 44 32.5 51 Q 25 44 17 51 Q 10 44 3 50 Z");
  private static final Shape TENTACLES =
      Outline.of(
          "M 11 50 Q 2 62 10 74 Q 18 86 9 97 M 25 50 Q 16 62 24 74 Q 32 86 23 98 M 40 50 Q 31 62 39 74"
              + " Q 47 86 38 98 M 54 50 Q 45 62 53 74 Q 61 86 52 97");

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(TENTACLES, 6.6, Shades.outline(look.body()));
    brush.line(TENTACLES, 4.6, look.body());
    brush.body(BELL, look.body());
    brush.fill(Outline.ellipse(22, 20, 8, 6), Shades.tint(look.body(), 0.5));
    brush.fill(Outline.circle(23, 36, 3), Look.IRON);
    brush.fill(Outline.circle(42, 36, 3), Look.IRON);
  }
}
