package io.github.hnswsearch.gallery;

import java.awt.Color;

/** Foam where something meets the surface of the sea. */
final class Waterline {
  private static final Color FOAM = new Color(255, 255, 255, 170);

  private Waterline() {}

  static void draw(Brush brush, double x, double y, double radius) {
    brush.fill(Outline.ellipse(x, y, radius, 2.6), FOAM);
    brush.fill(Outline.ellipse(x - radius * 0.3, y + 4, radius * 0.5, 1.3), FOAM);
  }
}
