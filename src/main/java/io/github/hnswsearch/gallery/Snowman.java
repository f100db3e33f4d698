package io.github.hnswsearch.gallery;

import java.awt.Color;

/** Three balls of snow, a hat and a carrot. */
final class Snowman implements Sprite {
  private static final Color SNOW = Colour.WHITE.shade();
  private static final Color CARROT = new Color(0xF08A24);
  private static final Color SCARF = new Color(0x44707A);

  @Override
  public void draw(Brush brush, Look look) {
    brush.line(
        Outline.of("M 16 50 L 3 38 M 5 40 L 2 44 M 46 50 L 59 38 M 57 40 L 60 44"), 2.2, Look.WOOD);
    ball(brush, 79, 20);
    ball(brush, 53, 15.5);
    ball(brush, 31, 12);
    brush.line(Outline.of("M 21 41 Q 31 46 41 41 M 37 43 L 40 56"), 4.6, SCARF);
    for (int y : new int[] {52, 60, 74}) {
      brush.fill(Outline.circle(31, y, 1.8), Look.IRON);
    }
    brush.fill(Outline.circle(27, 28, 1.7), Look.IRON);
    brush.fill(Outline.circle(35, 28, 1.7), Look.IRON);
    brush.fill(Outline.of("M 31 31 L 44 34 L 31 35 Z"), CARROT);
    brush.body(Outline.of("M 22 20 L 22 3 L 40 3 L 40 20 Z"), Look.IRON);
    brush.line(16, 20.5, 46, 20.5, 3.4, Look.IRON);
  }

  private static void ball(Brush brush, double y, double radius) {
    brush.fill(Outline.circle(31, y, radius + 0.8), new Color(0x8FA6BC));
    brush.fill(Outline.circle(31, y, radius), new Color(0xD5E2EE));
    brush.fill(Outline.circle(30, y - radius * 0.08, radius * 0.9), SNOW);
  }
}
