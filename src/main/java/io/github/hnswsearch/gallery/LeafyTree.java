package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A trunk and a round crown. */
final class LeafyTree implements Sprite {
  private static final Shape TRUNK = Outline.of("M 35 98 Q 38 80 36 60 L 46 60 Q 44 80 48 98 Z");
  private static final Shape CROWN =
      Outline.of(
          "M 22 72 C 4 74 -4 52 8 44 C 2 28 16 16 26 20 C 32 -2 58 0 60 18 C 76 18 82 38 72 46"
              + " C 84 58 72 76 58 70 C 48 80 30 80 22 72 Z");

  @Override
  public void draw(Brush brush, Look look) {
    brush.body(TRUNK, Look.WOOD);
    brush.body(CROWN, look.body());
    Color light = Shades.opaque(Shades.lighter(look.body(), 0.5), 0.5);
    brush.fill(Outline.ellipse(30, 30, 13, 10), light);
    brush.fill(Outline.ellipse(54, 40, 10, 8), light);
    brush.fill(Outline.ellipse(24, 55, 9, 7), light);
  }
}
