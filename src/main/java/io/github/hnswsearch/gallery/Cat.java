package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A sitting cat. */
final class Cat implements Sprite {
  private static final Shape TAIL = Outline.of("M 54 92 Q 82 96 77 70 Q 74 58 80 50");
  private static final Shape BODY =
      Outline.of("M 36 40 Q 60 52 62 82 Q 63 97 50 97 L 22 97 Q 9 97 10 82 Q 12 52 36 40 Z");
  private static final Shape HEAD =
      Outline.of(
          "M 12 4 L 27 14 Q 36 11 45 14 L 60 4 Q 66 24 62 34 Q 58 52 36 52 Q 14 52 10 34 Q 6 24 12 4 Z");
  private static final Shape WHISKERS =
      Outline.of("M 26 42 L 6 38 M 26 44 L 7 47 M 46 42 L 66 38 M 46 44 L 65 47");
  private static final Shape FORELEGS = Outline.of("M 29 95 L 29 82 M 43 95 L 43 82");
  private static final Shape NOSE = Outline.of("M 33 39 L 39 39 L 36 43 Z");

  @Override
  public void draw(Brush brush, Look look) {
    Color line = Shades.outline(look.body());
    brush.line(TAIL, 10.5, line);
    brush.line(TAIL, 8, look.body());
    brush.body(BODY, look.body());
    brush.fill(Outline.ellipse(36, 78, 11, 15), Shades.tint(look.body(), 0.3));
    brush.line(FORELEGS, 1.6, line);
    brush.body(HEAD, look.body());
    for (int x : new int[] {25, 47}) {
      brush.fill(Outline.ellipse(x, 31, 5, 5.6), new Color(0xE8F0A0));
      brush.fill(Outline.ellipse(x, 31, 2, 4.8), Look.IRON);
    }
    brush.fill(NOSE, new Color(0xE58A94));
    brush.line(WHISKERS, 1, line);
  }
}
