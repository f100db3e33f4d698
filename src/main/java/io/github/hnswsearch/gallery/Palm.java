package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A palm; in the sea it stands on an islet. */
final class Palm implements Sprite {
  private static final Shape TRUNK = Outline.of("M 38 98 Q 34 60 40 34 L 46 34 Q 42 62 50 98 Z");
  private static final Shape LEAF = Outline.of("M 43 33 Q 56 18 80 34 Q 62 28 43 37 Z");
  private static final Shape LEAF_WIDE =
      Outline.of("M 43 32 Q 58 22 77 46 Q 70 58 72 60 Q 62 40 43 38 Z");
  private static final Color BARK = new Color(0x8F6840);

  @Override
  public void draw(Brush brush, Look look) {
    if (look.afloat()) {
      brush.body(Outline.of("M 4 99 Q 14 89 40 88 Q 68 89 76 99 Z"), new Color(0xEBCF8E));
    }
    brush.body(TRUNK, BARK);
    Color dark = Shades.darker(look.body(), 0.16);
    for (int degrees : new int[] {10, 60, -190, -240}) {
      brush.turned(43, 34, degrees, () -> brush.body(LEAF_WIDE, dark));
    }
    for (int degrees : new int[] {-15, -50, -95, -130, -165}) {
      brush.turned(43, 34, degrees, () -> brush.body(LEAF, look.body()));
    }
    brush.fill(Outline.circle(39, 39, 4), Look.WOOD);
    brush.fill(Outline.circle(47, 39, 4), Look.WOOD);
  }
}
