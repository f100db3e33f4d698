package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A palm; in the sea it stands on an islet. */
final class Palm implements Sprite {
  private static final double WIDTH = 80;
  private static final Shape TRUNK = Outline.of("M 36 98 Q 30 66 38 34 L 43 34 Q 40 66 49 98 Z");
  private static final Shape RISING = Outline.of("M 40 35 Q 46 6 73 9 Q 64 26 40 35 Z");
  private static final Shape SPREADING = Outline.of("M 40 35 Q 58 12 79 40 Q 60 38 40 35 Z");
  private static final Shape HANGING = Outline.of("M 40 35 Q 64 34 66 70 Q 48 56 40 35 Z");
  private static final Shape TOP = Outline.of("M 40 35 Q 30 14 40 2 Q 50 14 40 35 Z");
  private static final Shape ISLET = Outline.of("M 4 99 Q 14 89 40 88 Q 68 89 76 99 Z");
  private static final Color BEACH = new Color(0xEBCF8E);
  private static final Color BARK = new Color(0x8F6840);

  @Override
  public void draw(Brush brush, Look look) {
    if (look.afloat()) {
      brush.body(ISLET, BEACH);
    }
    brush.body(TRUNK, BARK);
    Color dark = Shades.darker(look.body(), 0.16);
    pair(brush, HANGING, dark);
    brush.body(TOP, dark);
    pair(brush, RISING, look.body());
    pair(brush, SPREADING, look.body());
    brush.fill(Outline.circle(36.5, 39, 4), Look.WOOD);
    brush.fill(Outline.circle(44, 40, 4), Look.WOOD);
  }

  private static void pair(Brush brush, Shape leaf, Color colour) {
    brush.body(leaf, colour);
    brush.mirrored(WIDTH, () -> brush.body(leaf, colour));
  }
}
