package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A tent with an open door. */
final class Tent implements Sprite {
  private static final Shape CANVAS = Outline.of("M 62 10 Q 82 60 126 95 L 4 95 Q 46 60 62 10 Z");
  private static final Shape SIDE = Outline.of("M 62 10 Q 82 60 126 95 L 96 95 Q 72 60 62 10 Z");
  private static final Shape DOOR = Outline.of("M 60 38 Q 66 74 76 95 L 36 95 Q 54 74 60 38 Z");
  private static final Shape FLAP = Outline.of("M 60 38 Q 54 74 36 95 L 48 95 Q 58 74 60 38 Z");

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(62, 14, 56, 3, 2.4, Look.WOOD);
    brush.line(62, 14, 68, 3, 2.4, Look.WOOD);
    brush.body(CANVAS, look.body());
    brush.fill(SIDE, Shades.darker(look.body(), 0.14));
    brush.fill(DOOR, look.night() ? Shades.mix(Look.LAMP, Look.WOOD, 0.2) : new Color(0x3A3230));
    brush.fill(FLAP, Shades.tint(look.body(), 0.3));
  }
}
