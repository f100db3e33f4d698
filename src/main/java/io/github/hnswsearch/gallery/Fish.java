package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A fish with a stripe. */
final class Fish implements Sprite {
  private static final Shape BODY =
      Outline.of("M 4 52 Q 30 8 76 16 Q 104 24 116 50 Q 104 80 76 88 Q 30 94 4 52 Z");
  private static final Shape TAIL =
      Outline.of("M 108 50 Q 130 40 144 14 Q 150 50 144 88 Q 130 62 108 50 Z");
  private static final Shape FINS =
      Outline.of("M 46 20 Q 60 0 92 6 L 96 26 Z M 54 86 Q 62 98 84 98 L 82 84 Z");
  private static final Shape STRIPES =
      Outline.of(
          "M 44 20 Q 58 52 44 86 L 54 89 Q 68 52 54 16 Z M 78 16 Q 92 52 78 88 L 88 85 Q 102 52 88 19 Z");
  private static final Shape SIDE_FIN = Outline.of("M 60 54 Q 78 48 84 62 Q 72 70 60 62 Z");
  private static final Shape MOUTH = Outline.of("M 8 58 Q 14 63 20 60");

  @Override
  public void draw(Brush brush, Look look) {
    brush.body(TAIL, look.body());
    brush.body(FINS, look.body());
    brush.body(BODY, look.body());
    brush.fill(STRIPES, Shades.tint(look.body(), 0.4));
    brush.body(SIDE_FIN, Shades.darker(look.body(), 0.1));
    brush.fill(Outline.circle(26, 43, 6.5), Color.WHITE);
    brush.fill(Outline.circle(25, 43, 3.6), Look.IRON);
    brush.line(MOUTH, 1.8, Shades.outline(look.body()));
  }
}
