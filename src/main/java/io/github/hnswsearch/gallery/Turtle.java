package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A turtle whose shell has its colour. */
final class Turtle implements Sprite {
  private static final Shape SHELL =
      Outline.of("M 26 70 Q 28 16 80 16 Q 128 18 132 70 Q 80 82 26 70 Z");
  private static final Shape HEAD =
      Outline.of("M 34 70 Q 20 72 14 66 Q 0 62 3 46 Q 10 32 24 40 Q 36 50 40 66 Z");
  private static final Shape LEGS =
      Outline.of(
          "M 40 68 Q 32 94 46 96 Q 60 96 62 72 Z M 96 72 Q 98 96 112 96 Q 124 94 118 68 Z M 128 66 L 148 72 L 126 76 Z");
  private static final Shape PLATES =
      Outline.of(
          "M 62 28 L 96 28 L 106 52 L 80 66 L 52 52 Z M 52 52 L 34 58 M 106 52 L 126 58 M 62 28 L 54 24 M 96 28 L 106 24 M 80 66 L 80 76");

  @Override
  public void draw(Brush brush, Look look) {
    Color skin = Shades.lighter(look.body(), 0.4);
    brush.body(LEGS, skin);
    brush.body(HEAD, skin);
    brush.body(SHELL, look.body());
    brush.line(PLATES, 2.4, Shades.outline(look.body()));
    brush.fill(Outline.circle(15, 48, 3.6), Color.WHITE);
    brush.fill(Outline.circle(14.5, 48, 2.2), Look.IRON);
  }
}
