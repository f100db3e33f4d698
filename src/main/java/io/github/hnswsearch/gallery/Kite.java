package io.github.hnswsearch.gallery;

import java.awt.Shape;

/** A kite with a tail of bows. */
final class Kite implements Sprite {
  private static final Shape SAIL = Outline.of("M 30 2 L 57 26 L 30 66 L 3 26 Z");
  private static final Shape FACETS =
      Outline.of("M 30 2 L 57 26 L 30 26 Z M 30 26 L 30 66 L 3 26 Z");
  private static final Shape STRING = Outline.of("M 30 66 Q 40 74 32 80 Q 22 86 34 98");
  private static final Shape BOW = Outline.of("M -7 -4 L 7 4 L 7 -4 L -7 4 Z");
  private static final Shape SPARS = Outline.of("M 30 2 L 30 66 M 3 26 L 57 26");

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(STRING, 1.6, Look.WOOD);
    brush.body(SAIL, look.body());
    brush.fill(FACETS, Shades.tint(look.body(), 0.25));
    brush.line(SPARS, 1.6, Look.WOOD);
    bow(brush, look, 35, 75);
    bow(brush, look, 28, 86);
    bow(brush, look, 33, 96);
  }

  private static void bow(Brush brush, Look look, double x, double y) {
    brush.at(x, y, 1, () -> brush.body(BOW, look.body()));
  }
}
