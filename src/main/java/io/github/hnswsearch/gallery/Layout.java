package io.github.hnswsearch.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Places the members of a group in a region: in rows, as large as they fit, none over another. */
final class Layout {
  /** The least height of a member, as a fraction of the picture's height. */
  static final double LEAST_HEIGHT = 0.105;

  static final double GREATEST_HEIGHT = 0.45;
  private static final double GREATEST_WIDTH = 0.6;

  /** How much of a cell a member takes at most; the rest is air. */
  private static final double FILL = 0.93;

  /** How far a row may be shifted against the others, in cells. */
  private static final double ROW_SHIFT = 0.5;

  private final RandomGenerator random;

  Layout(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Places a group.
   *
   * @param region where they may be drawn
   * @param highestFoot the least y at which the lower edge of a member may be
   * @return the members, or nothing where they would be too small
   */
  Optional<List<Box>> place(Kind kind, int count, Box region, double highestFoot) {
    int bestRows = 0;
    double bestHeight = 0;
    for (int rows = 1; rows <= count; rows++) {
      double height = greatestHeight(kind, count, rows, region, highestFoot);
      if (height > bestHeight) {
        bestHeight = height;
        bestRows = rows;
      }
    }
    if (bestHeight < LEAST_HEIGHT) {
      return Optional.empty();
    }
    double least = Math.min(bestHeight, count == 1 ? 0.26 : Math.max(0.16, LEAST_HEIGHT));
    double height = Math.max(least, bestHeight * (0.82 + 0.18 * random.nextDouble()));
    return Optional.of(
        rows(kind, count, bestRows, region, highestFoot, Math.min(height, bestHeight)));
  }

  private static double greatestHeight(
      Kind kind, int count, int rows, Box region, double highestFoot) {
    int columns = (count + rows - 1) / rows;
    double byWidth = Math.min(GREATEST_WIDTH, region.width() / columns * FILL) / kind.aspect();
    double byHeight = region.height() / rows * FILL;
    if (rows > 1) {
      byHeight = Math.min(byHeight, (region.bottom() - highestFoot) / (rows - 1) * FILL);
    }
    return Math.min(GREATEST_HEIGHT, Math.min(byWidth, byHeight));
  }

  private List<Box> rows(
      Kind kind, int count, int rows, Box region, double highestFoot, double height) {
    double width = height * kind.aspect();
    int columns = (count + rows - 1) / rows;
    double pitchX = Math.min(region.width() / columns, width * 1.35);
    double pitchY = Math.min(region.height() / rows, height * 1.3);
    if (rows > 1) {
      pitchY =
          Math.min(pitchY, Math.max(height / FILL, (region.bottom() - highestFoot) / (rows - 1)));
    }
    double blockWidth = pitchX * columns;
    double blockHeight = pitchY * rows;
    double left = region.x() + random.nextDouble() * (region.width() - blockWidth);
    double least = Math.max(region.y(), highestFoot - pitchY);
    double most = region.bottom() - blockHeight;
    double top = most <= least ? most : least + random.nextDouble() * (most - least);
    List<Box> members = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int first = row * count / rows;
      int inRow = (row + 1) * count / rows - first;
      double centred = left + (blockWidth - inRow * pitchX) / 2;
      double shifted = centred + pitchX * ROW_SHIFT * (random.nextDouble() - 0.5);
      double mostLeft = Math.max(region.x(), region.right() - inRow * pitchX);
      double rowLeft = Math.clamp(shifted, region.x(), mostLeft);
      for (int i = 0; i < inRow; i++) {
        double freeX = pitchX - width;
        double freeY = pitchY - height;
        double x = rowLeft + i * pitchX + freeX * (0.25 + 0.5 * random.nextDouble());
        double y = top + row * pitchY + freeY * (0.6 + 0.4 * random.nextDouble());
        members.add(new Box(x, y, width, height));
      }
    }
    return members;
  }
}
