package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A crab that raises its claws. */
final class Crab implements Sprite {
  private static final Shape LEGS =
      Outline.of(
          "M 40 66 L 16 72 L 8 92 M 46 76 L 28 86 L 24 98 M 110 66 L 134 72 L 142 92 M 104 76 L 122 86 L 126 98");
  private static final Shape ARMS = Outline.of("M 40 56 Q 18 56 20 34 M 110 56 Q 132 56 130 34");
  private static final Shape LEFT_CLAW =
      Outline.of("M 22 36 Q -2 34 4 6 L 20 18 L 34 2 Q 44 30 22 36 Z");
  private static final Shape RIGHT_CLAW =
      Outline.of("M 128 36 Q 152 34 146 6 L 130 18 L 116 2 Q 106 30 128 36 Z");
  private static final Shape SHELL =
      Outline.of("M 32 60 Q 36 36 75 36 Q 114 36 118 60 Q 110 92 75 92 Q 40 92 32 60 Z");
  private static final Shape STALKS = Outline.of("M 62 40 L 60 26 M 88 40 L 90 26");
  private static final Shape MOUTH = Outline.of("M 60 72 Q 75 82 90 72");

  @Override
  public void draw(Brush brush, Look look) {
    Color line = Shades.outline(look.body());
    brush.line(LEGS, 7.4, line);
    brush.line(LEGS, 5, look.body());
    brush.line(ARMS, 10, line);
    brush.line(ARMS, 7.4, look.body());
    brush.body(LEFT_CLAW, look.body());
    brush.body(RIGHT_CLAW, look.body());
    brush.line(STALKS, 3.6, line);
    brush.body(SHELL, look.body());
    for (int x : new int[] {60, 90}) {
      brush.fill(Outline.circle(x, 24, 6), Color.WHITE);
      brush.fill(Outline.circle(x, 24, 3.2), Look.IRON);
    }
    brush.line(MOUTH, 2.4, line);
  }
}
