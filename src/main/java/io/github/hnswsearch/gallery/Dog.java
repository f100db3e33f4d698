package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A standing dog. */
final class Dog implements Sprite {
  private static final Shape TAIL = Outline.of("M 16 50 Q 2 40 8 20");
  private static final Shape LEGS =
      Outline.of(
          "M 18 60 L 18 97 L 30 97 L 31 70 Z M 30 66 L 34 97 L 45 97 L 44 66 Z M 68 66 L 66 97 L 77 97 L 80 66 Z M 78 60 L 80 97 L 91 97 L 92 56 Z");
  private static final Shape BODY =
      Outline.of(
          "M 14 58 Q 14 40 34 40 L 68 42 Q 74 28 82 26 L 98 46 Q 96 80 78 80 Q 50 72 30 80 Q 14 78 14 58 Z");
  private static final Shape HEAD =
      Outline.of(
          "M 70 26 Q 72 8 90 8 Q 102 9 104 22 L 114 26 Q 119 30 116 38 Q 110 46 98 46 Q 72 48 70 26 Z");
  private static final Shape EAR =
      Outline.of("M 76 10 Q 62 14 64 38 Q 66 48 74 44 Q 84 28 76 10 Z");
  private static final Shape NECK = Outline.of("M 76 49 Q 86 53 97 49");
  private static final Color COLLAR = new Color(0x44707A);

  @Override
  public void draw(Brush brush, Look look) {
    Color line = Shades.outline(look.body());
    brush.line(TAIL, 9, line);
    brush.line(TAIL, 6.5, look.body());
    brush.body(LEGS, Shades.darker(look.body(), 0.08));
    brush.body(BODY, look.body());
    brush.body(HEAD, look.body());
    brush.line(NECK, 4, COLLAR);
    brush.body(EAR, Shades.darker(look.body(), 0.25));
    brush.fill(Outline.circle(91, 22, 3.2), Color.WHITE);
    brush.fill(Outline.circle(91.5, 22, 2.2), Look.IRON);
    brush.fill(Outline.ellipse(114, 28, 4.4, 3.6), Look.IRON);
  }
}
