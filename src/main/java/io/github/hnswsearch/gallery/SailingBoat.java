package io.github.hnswsearch.gallery;

import java.awt.Shape;

/** Hull and mainsail in its colour, a cream jib. */
final class SailingBoat implements Sprite {
  private static final Shape HULL =
      Outline.of("M 4 72 L 91 72 Q 87 93 72 93 L 24 93 Q 10 92 4 72 Z");
  private static final Shape MAINSAIL = Outline.of("M 47 6 Q 84 34 86 66 L 47 66 Z");
  private static final Shape JIB = Outline.of("M 40 14 L 40 66 L 10 66 Q 30 46 40 14 Z");

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(43.5, 3, 43.5, 73, 3, Look.WOOD);
    brush.body(JIB, Look.CREAM);
    brush.body(MAINSAIL, look.body());
    brush.body(HULL, look.body());
    brush.line(9, 78, 86, 78, 2.2, Shades.lighter(look.body(), 0.6));
    Waterline.draw(brush, 48, 94, 46);
  }
}
