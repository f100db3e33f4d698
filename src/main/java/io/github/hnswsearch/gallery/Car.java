package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A small car, seen from its side. */
final class Car implements Sprite {
  private static final Shape BODY =
      Outline.of(
          "M 5 76 Q 3 54 22 51 L 46 46 Q 60 15 84 14 L 118 14 Q 140 16 154 46 Q 184 50 186 66"
              + " L 186 78 Q 184 84 178 84 L 14 84 Q 6 84 5 76 Z");
  private static final Shape REAR_WINDOW = Outline.of("M 62 46 Q 70 25 86 23 L 99 23 L 99 46 Z");
  private static final Shape WINDOW = Outline.of("M 106 23 L 117 23 Q 132 25 141 46 L 106 46 Z");
  private static final Color TYRE = new Color(0x25262B);
  private static final Color HUB = new Color(0xC9CDD3);

  @Override
  public void draw(Brush brush, Look look) {
    if (look.night()) {
      brush.glow(184, 62, 24, Look.LAMP, 0.8);
    }
    brush.body(BODY, look.body());
    brush.body(REAR_WINDOW, Look.GLASS);
    brush.body(WINDOW, Look.GLASS);
    brush.line(102.5, 50, 102.5, 80, 1.6, Shades.outline(look.body()));
    brush.fill(Outline.ellipse(181, 62, 4, 6), Look.LAMP);
    for (int x : new int[] {46, 146}) {
      brush.body(Outline.circle(x, 81, 17.5), TYRE);
      brush.fill(Outline.circle(x, 81, 8.5), HUB);
    }
  }
}
