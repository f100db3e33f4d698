package io.github.hnswsearch.gallery;

import java.awt.Shape;

/** A tower in its colour with four cream sails. */
final class Windmill implements Sprite {
  private static final Shape TOWER = Outline.of("M 11 98 L 22 48 L 63 48 L 74 98 Z");
  private static final Shape CAP = Outline.of("M 19 49 Q 42.5 18 66 49 Z");
  private static final Shape SAIL = Outline.of("M 43 34 L 43 1 L 51.5 3 L 51.5 28 Z");
  private static final Shape DOOR = Outline.of("M 37.5 98 L 37.5 87 Q 42.5 81 47.5 87 L 47.5 98 Z");

  @Override
  public void draw(Brush brush, Look look) {
    brush.body(TOWER, look.body());
    brush.body(CAP, Shades.darker(look.body(), 0.16));
    brush.body(DOOR, Look.WOOD);
    brush.body(Outline.circle(42.5, 69, 4), look.window());
    for (int i = 0; i < 4; i++) {
      brush.turned(
          42.5,
          42,
          20 + 90 * i,
          () -> {
            brush.body(SAIL, Look.CREAM);
            brush.line(42.5, 42, 42.5, 2, 2.4, Look.WOOD);
          });
    }
    brush.fill(Outline.circle(42.5, 42, 4), Look.IRON);
  }
}
