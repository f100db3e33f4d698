package io.github.hnswsearch.gallery;

import java.awt.Shape;

/** A hull with portholes, a tower and a periscope. */
final class Submarine implements Sprite {
  private static final Shape HULL =
      Outline.of(
          "M 12 65 Q 14 40 48 38 L 112 38 Q 148 40 154 65 Q 148 92 112 92 L 48 92 Q 14 90 12 65 Z");
  private static final Shape TOWER =
      Outline.of("M 60 40 L 64 20 Q 64 16 70 16 L 94 16 Q 100 16 100 20 L 104 40 Z");
  private static final Shape FIN = Outline.of("M 24 50 L 4 36 L 4 94 L 24 80 Z");
  private static final Shape PERISCOPE = Outline.of("M 80 16 L 80 4 L 92 4");

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(PERISCOPE, 4, Look.IRON);
    brush.body(FIN, Shades.darker(look.body(), 0.15));
    brush.body(TOWER, look.body());
    brush.body(HULL, look.body());
    brush.line(30, 79, 134, 79, 2.4, Shades.darker(look.body(), 0.25));
    for (int i = 0; i < 3; i++) {
      brush.fill(Outline.circle(56 + 28 * i, 60, 10), Look.IRON);
      brush.fill(Outline.circle(56 + 28 * i, 60, 7.4), look.window());
    }
  }
}
