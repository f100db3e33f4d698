package io.github.hnswsearch.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Divides a picture among its groups: side by side, or one in the air above the others. */
final class Regions {
  /** How far the ground reaches down from the horizon before anything stands on it. */
  private static final double BEFORE_HORIZON = 0.09;

  private static final double BEFORE_SEABED = 0.06;

  private final Ground ground;
  private final double horizon;

  /**
   * @param horizon where the ground ends, as a fraction of the picture's height
   */
  Regions(Ground ground, double horizon) {
    this.ground = ground;
    this.horizon = horizon;
  }

  /** The least y that the lower edge of something may have. */
  double highestFoot(Kind kind) {
    if (kind.place(ground) != Place.GROUND) {
      return 0;
    }
    return horizon + (ground == Ground.UNDERWATER ? BEFORE_SEABED : BEFORE_HORIZON);
  }

  /** A region for each kind, or none where they do not fit together. */
  List<Box> of(List<Kind> kinds, RandomGenerator random) {
    if (kinds.size() == 1) {
      return List.of(whole(kinds.getFirst(), 0.04, 0.92));
    }
    long inAir = kinds.stream().filter(this::isInAir).count();
    boolean stacked = inAir == 1 && (kinds.size() == 3 || random.nextBoolean());
    if (!stacked && kinds.size() == 3) {
      return List.of();
    }
    List<Box> columns = new ArrayList<>(columns(random, kinds.size() - (stacked ? 1 : 0)));
    List<Box> regions = new ArrayList<>();
    for (Kind kind : kinds) {
      regions.add(stacked && isInAir(kind) ? air() : column(kind, columns.removeFirst(), stacked));
    }
    return regions;
  }

  private boolean isInAir(Kind kind) {
    return kind.place(ground) == Place.AIR;
  }

  /** The sky alone, in its whole width. */
  private Box air() {
    return new Box(0.04, 0.03, 0.92, airEnd() - 0.03);
  }

  private double airEnd() {
    return horizon - 0.02;
  }

  /** All of the picture's height that suits a kind, but for what is above it. */
  private Box column(Kind kind, Box column, boolean belowAir) {
    Box whole = whole(kind, column.x(), column.width());
    double top = belowAir ? Math.max(whole.y(), airEnd() + 0.01) : whole.y();
    return new Box(whole.x(), top, whole.width(), whole.bottom() - top);
  }

  /** Left and right, in either order, or the whole width. */
  private static List<Box> columns(RandomGenerator random, int count) {
    if (count == 1) {
      return List.of(new Box(0.03, 0, 0.94, 1));
    }
    double middle = 0.42 + 0.16 * random.nextDouble();
    Box left = new Box(0.02, 0, middle - 0.035, 1);
    Box right = new Box(middle + 0.015, 0, 0.965 - middle, 1);
    return random.nextBoolean() ? List.of(left, right) : List.of(right, left);
  }

  private Box whole(Kind kind, double x, double width) {
    if (ground == Ground.UNDERWATER) {
      return kind.place(ground) == Place.GROUND
          ? new Box(x, 0.3, width, 0.67)
          : new Box(x, 0.05, width, Math.min(0.79, horizon + 0.05));
    }
    return isInAir(kind) ? new Box(x, 0.03, width, horizon + 0.12) : new Box(x, 0.1, width, 0.86);
  }
}
