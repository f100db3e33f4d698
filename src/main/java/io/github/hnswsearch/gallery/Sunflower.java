package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A large head with yellow petals. */
final class Sunflower implements Sprite {
  private static final int PETALS = 14;
  private static final Shape PETAL = Outline.of("M 25 26 Q 16 10 25 1 Q 34 10 25 26 Z");
  private static final Shape LEAVES =
      Outline.of("M 26 80 Q 8 74 5 62 Q 22 62 26 80 Z M 26 88 Q 44 82 46 70 Q 30 70 26 88 Z");
  private static final Shape STEM = Outline.of("M 25 30 Q 28 70 26 98");
  private static final Color LEAF_GREEN = new Color(0x2F7A35);
  private static final Color SEEDS = new Color(0x5B3418);

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(STEM, 4.4, LEAF_GREEN);
    brush.body(LEAVES, LEAF_GREEN);
    brush.fill(Outline.circle(25, 26, 19), Shades.darker(look.body(), 0.06));
    for (int i = 0; i < PETALS; i++) {
      brush.turned(25, 26, i * 360.0 / PETALS, () -> petal(brush, look.body()));
    }
    brush.body(Outline.circle(25, 26, 8.6), SEEDS);
  }

  /** Thinly outlined: at fourteen petals a usual outline would be most of what is seen. */
  private static void petal(Brush brush, Color colour) {
    brush.fill(PETAL, colour);
    brush.line(PETAL, 0.8, Shades.darker(colour, 0.3));
  }
}
