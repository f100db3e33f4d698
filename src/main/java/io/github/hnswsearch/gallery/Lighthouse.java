package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** A tower with bands in its colour and a lit lamp. */
final class Lighthouse implements Sprite {
  private static final Shape ROCK =
      Outline.of("M 1 99 Q 3 89 12 88 Q 18 84 26 87 Q 36 84 40 90 Q 48 91 49 99 Z");
  private static final Shape TOWER = Outline.of("M 12 91 L 16 31 L 34 31 L 38 91 Z");
  private static final Shape ROOF = Outline.of("M 14 16 Q 24 10 25 3 Q 26 10 36 16 Z");
  private static final Color BAND = new Color(0xF7F7F5);
  private static final Color STONE = new Color(0x7D7F86);

  @Override
  public void draw(Brush brush, Look look) {
    brush.glow(25, 21, 24, Look.LAMP, look.night() ? 0.9 : 0.35);
    brush.body(ROCK, STONE);
    brush.body(TOWER, look.body());
    brush.within(
        TOWER,
        () -> {
          brush.rectangle(0, 44, 50, 9, BAND);
          brush.rectangle(0, 66, 50, 10, BAND);
        });
    brush.rectangle(18, 16, 14, 12, Look.LAMP);
    brush.line(25, 16, 25, 28, 1.4, Look.IRON);
    brush.rectangle(12, 27, 26, 4, Look.IRON);
    brush.body(ROOF, look.body());
  }
}
