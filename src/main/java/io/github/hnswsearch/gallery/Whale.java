package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A whale with a light belly; on the sea it blows. */
final class Whale implements Sprite {
  private static final Shape BODY =
      Outline.of(
          "M 3 60 Q 4 28 48 26 Q 88 26 108 54 Q 116 62 121 46 Q 107 40 106 24 Q 120 23 127 34"
              + " Q 131 20 143 18 Q 146 36 132 47 Q 132 86 92 93 L 40 93 Q 5 91 3 60 Z");
  private static final Shape BELLY =
      Outline.of("M 5 68 Q 40 84 82 80 Q 70 93 44 93 L 40 93 Q 10 91 5 68 Z");
  private static final Shape FLIPPER = Outline.of("M 48 70 Q 56 88 74 92 Q 74 78 64 68 Z");
  private static final Shape SPOUT =
      Outline.of("M 44 24 Q 44 10 34 6 M 44 24 Q 44 10 54 6 M 44 24 L 44 5");

  @Override
  public void draw(Brush brush, Look look) {
    brush.body(BODY, look.body());
    brush.fill(BELLY, Shades.lighter(look.body(), 0.75));
    brush.body(FLIPPER, Shades.darker(look.body(), 0.12));
    brush.fill(Outline.circle(25, 56, 4), Color.WHITE);
    brush.fill(Outline.circle(24.5, 56.5, 2.4), Look.IRON);
    if (look.afloat()) {
      brush.line(SPOUT, 3.4, new Color(0xEAF6FC));
      Waterline.draw(brush, 68, 94, 66);
    }
  }
}
