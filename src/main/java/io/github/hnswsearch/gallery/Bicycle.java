package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A bicycle with a thick frame in its colour. */
final class Bicycle implements Sprite {
  private static final Shape FRAME =
      Outline.of("M 32 67 L 72 67 L 56 30 L 32 67 M 56 32 L 108 28 L 72 67 M 108 28 L 122 67");
  private static final Shape HANDLEBAR = Outline.of("M 108 28 L 104 12 L 118 9");
  private static final Color TYRE = new Color(0x2C2D33);

  @Override
  public void draw(Brush brush, Look look) {
    for (int x : new int[] {32, 122}) {
      brush.line(Outline.circle(x, 67, 29), 4, TYRE);
      brush.line(Outline.circle(x, 67, 23.5), 7, look.body());
      for (int i = 0; i < 4; i++) {
        brush.turned(x, 67, 45 * i, () -> brush.line(x - 22, 67, x + 22, 67, 0.9, TYRE));
      }
    }
    brush.line(HANDLEBAR, 5, TYRE);
    brush.line(56, 32, 52, 18, 5, TYRE);
    brush.line(FRAME, 11.6, Shades.outline(look.body()));
    brush.line(FRAME, 9, look.body());
    brush.line(42, 16, 62, 16, 6.5, TYRE);
    brush.fill(Outline.circle(72, 67, 6.5), TYRE);
  }
}
