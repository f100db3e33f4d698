package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A pine in four tiers. */
final class Pine implements Sprite {
  private static final Shape TOP = Outline.of("M 30 2 L 46 32 Q 30 38 14 32 Z");
  private static final Shape UPPER = Outline.of("M 30 16 L 50 52 Q 30 60 10 52 Z");
  private static final Shape LOWER = Outline.of("M 30 34 L 54 72 Q 30 81 6 72 Z");
  private static final Shape FOOT = Outline.of("M 30 52 L 59 89 Q 30 98 1 89 Z");
  private static final Shape TRUNK = Outline.of("M 25 84 L 35 84 L 36 99 L 24 99 Z");

  @Override
  public void draw(Brush brush, Look look) {
    brush.body(TRUNK, Look.WOOD);
    Color green = Shades.darker(look.body(), 0.22);
    brush.body(FOOT, green);
    brush.body(LOWER, green);
    brush.body(UPPER, green);
    brush.body(TOP, green);
  }
}
