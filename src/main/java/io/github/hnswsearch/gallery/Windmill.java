package io.github.hnswsearch.gallery;

import java.awt.Shape;

/** A tower in its colour with four cream sails. */
final class Windmill implements Sprite {
  private static final Shape TOWER = Outline.of("M 20 98 L 29 46 L 56 46 L 65 98 Z");
  private static final Shape CAP = Outline.of("M 26 47 Q 42 22 59 47 Z");
  private static final Shape SAIL = Outline.of("M 43 36 L 43 1 L 54 3 L 54 28 Z");

  @Override
  public void draw(Brush brush, Look look) {
    brush.body(TOWER, look.body());
    brush.body(CAP, Shades.darker(look.body(), 0.35));
    brush.body(Outline.of("M 37 98 L 37 84 Q 42.5 77 48 84 L 48 98 Z"), Look.WOOD);
    brush.body(Outline.circle(42.5, 65, 4.5), look.window());
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
