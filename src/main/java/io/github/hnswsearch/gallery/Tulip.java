package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A tulip. */
final class Tulip implements Sprite {
  private static final Shape CUP =
      Outline.of(
          "M 5 8 Q 12 10 14 15 Q 16 5 22.5 1 Q 29 5 31 15 Q 33 10 40 8 Q 44 46 22.5 48 Q 1 46 5 8 Z");
  private static final Shape PETAL = Outline.of("M 22.5 1 Q 36 20 22.5 47 Q 9 20 22.5 1 Z");
  private static final Shape LEAVES =
      Outline.of("M 22 97 Q 2 84 3 56 Q 20 66 22 97 Z M 23 97 Q 43 86 42 62 Q 26 70 23 97 Z");
  private static final Color STEM = new Color(0x2F7A35);

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(22.5, 46, 22.5, 98, 4, STEM);
    brush.body(LEAVES, STEM);
    brush.body(CUP, look.body());
    brush.body(PETAL, Shades.lighter(look.body(), 0.18));
  }
}
