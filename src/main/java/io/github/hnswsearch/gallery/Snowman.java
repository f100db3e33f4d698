package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.awt.Shape;

/** Three balls of snow, a hat and a carrot. */
final class Snowman implements Sprite {
  private static final Shape ARMS =
      Outline.of("M 16 50 L 3 38 M 5 40 L 2 44 M 46 50 L 59 38 M 57 40 L 60 44");
  private static final Shape SCARF = Outline.of("M 21 41 Q 31 46 41 41 M 37 43 L 40 56");
  private static final Shape NOSE = Outline.of("M 31 31 L 44 34 L 31 35 Z");
  private static final Shape HAT = Outline.of("M 22 20 L 22 3 L 40 3 L 40 20 Z");
  private static final Color SNOW = Colour.WHITE.shade();
  private static final Color CARROT = new Color(0xF08A24);
  private static final Color WOOL = new Color(0x44707A);

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(ARMS, 2.2, Look.WOOD);
    ball(brush, 79, 20);
    ball(brush, 53, 15.5);
    ball(brush, 31, 12);
    brush.line(SCARF, 4.6, WOOL);
    for (int y : new int[] {52, 60, 74}) {
      brush.fill(Outline.circle(31, y, 1.8), Look.IRON);
    }
    brush.fill(Outline.circle(27, 28, 1.7), Look.IRON);
    brush.fill(Outline.circle(35, 28, 1.7), Look.IRON);
    brush.fill(NOSE, CARROT);
    brush.body(HAT, Look.IRON);
    brush.line(16, 20.5, 46, 20.5, 3.4, Look.IRON);
  }

  private static void ball(Brush brush, double y, double radius) {
    brush.fill(Outline.circle(31, y, radius + 0.8), new Color(0x8FA6BC));
    brush.fill(Outline.circle(31, y, radius), new Color(0xD5E2EE));
    brush.fill(Outline.circle(30, y - radius * 0.08, radius * 0.9), SNOW);
  }
}
