package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** Walls and a large roof, each in its colour. */
final class House implements Sprite {
  private static final Shape WALLS = Outline.of("M 11 45 L 94 45 L 94 98 L 11 98 Z");
  private static final Shape ROOF = Outline.of("M 2 50 L 26 10 L 79 10 L 103 50 Z");
  private static final Shape CHIMNEY = Outline.of("M 68 3 L 80 3 L 80 30 L 68 30 Z");
  private static final Shape DOOR = Outline.of("M 45 70 L 60 70 L 60 98 L 45 98 Z");
  private static final Color FRAME = new Color(0xFBFAF5);

  @Override
  public void draw(Brush brush, Look look) {
    brush.body(WALLS, look.body());
    brush.body(CHIMNEY, Shades.darker(look.body(), 0.2));
    brush.body(ROOF, look.roof());
    brush.body(DOOR, Look.WOOD);
    window(brush, look, 20);
    window(brush, look, 69);
  }

  private static void window(Brush brush, Look look, double x) {
    brush.rectangle(x, 62, 16, 17, FRAME);
    brush.rectangle(x + 2, 64, 12, 13, look.window());
    brush.line(x + 8, 64, x + 8, 77, 1.4, FRAME);
  }
}
