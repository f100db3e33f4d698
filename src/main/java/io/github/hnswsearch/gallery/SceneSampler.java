package io.github.hnswsearch.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws scenes at random; the scene at a place depends on the seed and that place alone. */
final class SceneSampler {
  /** Least distance of the centres of groups that stand side by side. */
  static final double SIDE_BY_SIDE = 0.25;

  private static final Box NOWHERE = new Box(0, 0, 0, 0);
  private static final int MOST_MEMBERS = 5;
  private static final int TRIES = 200;

  private final long seed;

  SceneSampler(long seed) {
    this.seed = seed;
  }

  /** The scene at a place, from 0. */
  Scene scene(long index) {
    // Two rounds, so that neighbouring seeds and places share nothing.
    long mixed = new SplittableRandom(seed).nextLong() ^ new SplittableRandom(~index).nextLong();
    SplittableRandom random = new SplittableRandom(mixed);
    while (true) {
      Optional<Scene> scene = attempt(random);
      if (scene.isPresent()) {
        return scene.get();
      }
    }
  }

  private static Optional<Scene> attempt(SplittableRandom random) {
    Ground ground = pick(random, Ground.values());
    TimeOfDay time = time(random, ground);
    Weather weather = weather(random, ground);
    Backdrop backdrop = backdrop(random, ground);
    double horizon = horizon(random, ground);
    List<Group> groups = groups(random, ground, horizon);
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    Set<SkyLight> sky = EnumSet.noneOf(SkyLight.class);
    Box light = NOWHERE;
    if (ground != Ground.UNDERWATER && (weather == Weather.CLEAR || weather == Weather.CLOUDY)) {
      if (time == TimeOfDay.NIGHT && random.nextInt(4) > 0) {
        sky.add(SkyLight.STARS);
      }
      Optional<Box> free =
          random.nextInt(4) > 0
              ? freeSky(random, time, backdrop, horizon, groups)
              : Optional.empty();
      if (free.isPresent()) {
        light = free.get();
        sky.add(time == TimeOfDay.NIGHT ? SkyLight.MOON : SkyLight.SUN);
      }
    }
    return Optional.of(
        new Scene(random.nextLong(), ground, time, weather, backdrop, horizon, sky, light, groups));
  }

  /** Under water, where the seabed begins: low, or high enough for several to stand on. */
  private static double horizon(RandomGenerator random, Ground ground) {
    if (ground == Ground.UNDERWATER) {
      return random.nextBoolean() ? 0.62 : 0.86;
    }
    return 0.42 + 0.06 * random.nextDouble();
  }

  /** Under water, a sunset cannot be told from a day. */
  private static TimeOfDay time(RandomGenerator random, Ground ground) {
    return ground == Ground.UNDERWATER
        ? pick(random, TimeOfDay.DAY, TimeOfDay.NIGHT)
        : pick(random, TimeOfDay.values());
  }

  private static Weather weather(RandomGenerator random, Ground ground) {
    return switch (ground) {
      case UNDERWATER -> Weather.CLEAR;
      case SNOW -> pick(random, Weather.CLEAR, Weather.CLEAR, Weather.CLOUDY, Weather.SNOWFALL);
      case SAND -> pick(random, Weather.CLEAR, Weather.CLEAR, Weather.CLOUDY, Weather.RAIN);
      default ->
          pick(
              random,
              Weather.CLEAR,
              Weather.CLEAR,
              Weather.CLOUDY,
              Weather.RAIN,
              random.nextBoolean() ? Weather.SNOWFALL : Weather.RAIN);
    };
  }

  /** Hills before hills would not be seen apart. */
  private static Backdrop backdrop(RandomGenerator random, Ground ground) {
    return switch (ground) {
      case UNDERWATER -> Backdrop.NONE;
      case HILLS -> pick(random, Backdrop.MOUNTAINS, Backdrop.NONE);
      default -> pick(random, Backdrop.values());
    };
  }

  private static List<Group> groups(RandomGenerator random, Ground ground, double horizon) {
    int choice = random.nextInt(100);
    int wanted = choice < 38 ? 1 : choice < 88 ? 2 : 3;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      List<Kind> kinds = kinds(random, ground, wanted);
      List<Box> regions = regions(random, ground, kinds, horizon);
      if (regions.isEmpty()) {
        continue;
      }
      List<Group> groups = new ArrayList<>();
      for (int i = 0; i < wanted; i++) {
        int count = 1 + random.nextInt(MOST_MEMBERS);
        Kind kind = kinds.get(i);
        double foot = highestFoot(kind, ground, horizon);
        Box region = regions.get(i);
        new Layout(random)
            .place(kind, count, region, foot)
            .ifPresent(members -> groups.add(coloured(random, kind, members)));
      }
      if (groups.size() == wanted && areApart(groups)) {
        return groups;
      }
    }
    return List.of();
  }

  private static List<Kind> kinds(RandomGenerator random, Ground ground, int wanted) {
    List<Kind> kinds = new ArrayList<>();
    while (kinds.size() < wanted) {
      Kind kind = pick(random, Kind.values());
      if (kind.mayStandOn(ground)
          && !kinds.contains(kind)
          && random.nextDouble() < kind.frequency()) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** A region for each kind, or none where they do not fit together. */
  private static List<Box> regions(
      RandomGenerator random, Ground ground, List<Kind> kinds, double horizon) {
    double skyBottom = horizon - 0.02;
    if (kinds.size() == 1) {
      return List.of(region(kinds.getFirst(), ground, horizon, 0.04, 0.92));
    }
    long inAir = kinds.stream().filter(kind -> kind.place(ground) == Place.AIR).count();
    boolean stacked = inAir == 1 && (kinds.size() == 3 || random.nextBoolean());
    if (!stacked && kinds.size() == 3) {
      return List.of();
    }
    List<Box> columns = new ArrayList<>(columns(random, kinds.size() - (stacked ? 1 : 0)));
    List<Box> regions = new ArrayList<>();
    for (Kind kind : kinds) {
      boolean air = kind.place(ground) == Place.AIR;
      if (stacked && air) {
        regions.add(new Box(0.04, 0.03, 0.92, skyBottom - 0.03));
      } else {
        Box column = columns.removeFirst();
        Box whole = region(kind, ground, horizon, column.x(), column.width());
        double top = stacked ? Math.max(whole.y(), skyBottom + 0.01) : whole.y();
        regions.add(new Box(whole.x(), top, whole.width(), whole.bottom() - top));
      }
    }
    return regions;
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

  private static Box region(Kind kind, Ground ground, double horizon, double x, double width) {
    if (ground == Ground.UNDERWATER) {
      return kind.place(ground) == Place.GROUND
          ? new Box(x, 0.3, width, 0.67)
          : new Box(x, 0.05, width, Math.min(0.79, horizon + 0.05));
    }
    return kind.place(ground) == Place.AIR
        ? new Box(x, 0.03, width, horizon + 0.12)
        : new Box(x, 0.1, width, 0.86);
  }

  private static double highestFoot(Kind kind, Ground ground, double horizon) {
    return kind.place(ground) == Place.GROUND
        ? horizon + (ground == Ground.UNDERWATER ? 0.06 : 0.09)
        : 0;
  }

  private static Group coloured(RandomGenerator random, Kind kind, List<Box> members) {
    Colour colour = pick(random, kind.colours());
    return new Group(kind, colour, kind.hasRoof() ? roof(random, colour) : null, members);
  }

  private static @Nullable Colour roof(RandomGenerator random, Colour walls) {
    List<Colour> possible =
        Arrays.stream(Colour.values()).filter(colour -> colour.contrastsWith(walls)).toList();
    return pick(random, possible);
  }

  private static boolean areApart(List<Group> groups) {
    for (int i = 0; i < groups.size(); i++) {
      for (int j = 0; j < i; j++) {
        Box one = groups.get(i).bounds();
        Box other = groups.get(j).bounds();
        boolean sideBySide = one.y() < other.bottom() && other.y() < one.bottom();
        if (one.overlaps(other)
            || (sideBySide && Math.abs(one.centreX() - other.centreX()) < SIDE_BY_SIDE)) {
          return false;
        }
      }
    }
    return true;
  }

  /** A place for the sun or the moon that nothing hides. */
  private static Optional<Box> freeSky(
      RandomGenerator random,
      TimeOfDay time,
      Backdrop backdrop,
      double horizon,
      List<Group> groups) {
    double size = 0.15;
    double lowest =
        horizon
            - (backdrop == Backdrop.MOUNTAINS ? 0.24 : backdrop == Backdrop.HILLS ? 0.12 : 0.02)
            - size;
    for (int attempt = 0; attempt < 60; attempt++) {
      double top =
          time == TimeOfDay.SUNSET
              ? lowest - 0.04 * random.nextDouble()
              : 0.03 + (lowest - 0.03) * random.nextDouble();
      Box place = new Box(0.04 + 0.77 * random.nextDouble(), Math.max(0.02, top), size, size);
      Box wide = place.grown(0.015);
      if (groups.stream().flatMap(group -> group.members().stream()).noneMatch(wide::overlaps)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  @SafeVarargs
  private static <T> T pick(RandomGenerator random, T... values) {
    return values[random.nextInt(values.length)];
  }

  private static <T> T pick(RandomGenerator random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
