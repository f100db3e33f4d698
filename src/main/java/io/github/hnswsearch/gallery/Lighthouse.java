package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A tower with bands in its colour and a lit lamp. */
final class Lighthouse implements Sprite {
  private static final Shape ROCK =
      Outline.of("M 1 99 Q 3 92 10 93 Q 18 90 26 92 Q 36 90 41 93 Q 48 94 49 99 Z");
  private static final Shape TOWER = Outline.of("M 8 94 L 14 30 L 36 30 L 42 94 Z");
  private static final Shape ROOF = Outline.of("M 10 15 Q 23 10 25 1 Q 27 10 40 15 Z");
  private static final Color BAND = new Color(0xF7F7F5);
  private static final Color STONE = new Color(0x7D7F86);

  @Override
  public void draw(Brush brush, Look look) {
    brush.glow(25, 21, 19, Look.LAMP, look.night() ? 0.9 : 0.35);
    brush.body(ROCK, STONE);
    brush.body(TOWER, look.body());
    brush.within(
        TOWER,
        () -> {
          brush.rectangle(0, 45, 50, 7, BAND);
          brush.rectangle(0, 67, 50, 8, BAND);
        });
    brush.rectangle(17, 15, 16, 12, Look.LAMP);
    brush.line(25, 15, 25, 27, 1.4, Look.IRON);
    brush.rectangle(10, 26.5, 30, 4, Look.IRON);
    brush.body(ROOF, look.body());
  }
}
