package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A tulip. */
final class Tulip implements Sprite {
  private static final Shape CUP =
      Outline.of(
          "M 3 8 Q 10 10 13 16 Q 15 5 22.5 1 Q 30 5 32 16 Q 35 10 42 8 Q 47 53 22.5 55 Q -2 53 3 8 Z");
  private static final Shape PETAL = Outline.of("M 22.5 1 Q 37 22 22.5 54 Q 8 22 22.5 1 Z");
  private static final Shape LEAVES =
      Outline.of("M 22 97 Q 2 84 4 62 Q 20 70 22 97 Z M 23 97 Q 43 86 41 66 Q 26 74 23 97 Z");
  private static final Color STEM = new Color(0x2F7A35);

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(22.5, 53, 22.5, 98, 4, STEM);
    brush.body(LEAVES, STEM);
    brush.body(CUP, look.body());
    brush.body(PETAL, Shades.tint(look.body(), 0.18));
  }
}
