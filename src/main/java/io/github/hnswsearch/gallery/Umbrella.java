package io.github.hnswsearch.gallery;

import java.awt.Shape;

/** A sunshade with panels of its own colour. */
final class Umbrella implements Sprite {
  private static final Shape SHADE =
      Outline.of(
          "M 2 48 Q 8 5 50 5 Q 92 5 98 48 Q 90 41 82 48 Q 74 41 66 48 Q 58 41 50 48 Q 42 41 34 48"
              + " Q 26 41 18 48 Q 10 41 2 48 Z");
  private static final Shape PANELS =
      Outline.of(
          "M 50 5 Q 24 14 18 48 Q 26 41 34 48 Q 36 20 50 5 Z M 50 5 Q 76 14 82 48 Q 74 41 66 48 Q 64 20 50 5 Z");

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(50, 2, 50, 98, 3.6, Look.WOOD);
    brush.body(SHADE, look.body());
    brush.fill(PANELS, Shades.tint(look.body(), 0.32));
    brush.line(SHADE, 1.4, Shades.outline(look.body()));
  }
}
