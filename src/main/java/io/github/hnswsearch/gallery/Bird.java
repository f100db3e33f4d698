package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A bird with raised wings. */
final class Bird implements Sprite {
  private static final Shape FAR_WING =
      Outline.of("M 60 48 Q 50 22 60 2 Q 69 7 71 16 Q 80 21 80 31 Q 87 38 84 54 Z");
  private static final Shape BODY =
      Outline.of(
          "M 14 44 Q 18 30 34 32 Q 48 34 58 46 Q 84 44 104 62 L 128 62 L 122 74 L 126 82 L 100 78 Q 76 94 48 86 Q 18 78 14 44 Z");
  private static final Shape WING =
      Outline.of(
          "M 46 56 Q 62 26 108 2 Q 112 16 102 25 Q 109 34 96 43 Q 100 53 86 59 Q 84 70 70 71"
              + " Q 54 72 46 56 Z");
  private static final Shape BEAK = Outline.of("M 16 42 L 2 50 L 17 54 Z");
  private static final Color HORN = new Color(0xF2A93B);

  @Override
  public void draw(Brush brush, Look look) {
    brush.body(FAR_WING, Shades.darker(look.body(), 0.18));
    brush.body(BEAK, HORN);
    brush.body(BODY, look.body());
    brush.body(WING, Shades.tint(look.body(), 0.15));
    brush.fill(Outline.circle(28, 44, 4.6), Color.WHITE);
    brush.fill(Outline.circle(27, 44, 2.8), Look.IRON);
  }
}
