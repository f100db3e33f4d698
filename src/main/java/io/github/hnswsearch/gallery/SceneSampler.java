package io.github.hnswsearch.gallery;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws scenes at random; the scene at a place depends on the seed and that place alone. */
final class SceneSampler {
  /** Where the seabed begins: high enough for several to stand on it, or low. */
  private static final double HIGH_SEABED = 0.62;

  private static final double LOW_SEABED = 0.86;

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
    Ground ground = Pick.of(random, Ground.values());
    TimeOfDay time = time(random, ground);
    Weather weather = weather(random, ground);
    Backdrop backdrop = backdrop(random, ground);
    double horizon = horizon(random, ground);
    List<Group> groups = new GroupSampler(random).groups(ground, horizon);
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    boolean open =
        ground != Ground.UNDERWATER && (weather == Weather.CLEAR || weather == Weather.CLOUDY);
    Sky sky = open ? new SkySampler(random).sky(time, backdrop, horizon, groups) : Sky.EMPTY;
    return Optional.of(
        new Scene(random.nextLong(), ground, time, weather, backdrop, horizon, sky, groups));
  }

  private static double horizon(RandomGenerator random, Ground ground) {
    if (ground == Ground.UNDERWATER) {
      return random.nextBoolean() ? HIGH_SEABED : LOW_SEABED;
    }
    return 0.42 + 0.06 * random.nextDouble();
  }

  /** Under water, a sunset cannot be told from a day. */
  private static TimeOfDay time(RandomGenerator random, Ground ground) {
    return ground == Ground.UNDERWATER
        ? Pick.of(random, TimeOfDay.DAY, TimeOfDay.NIGHT)
        : Pick.of(random, TimeOfDay.values());
  }

  private static Weather weather(RandomGenerator random, Ground ground) {
    return switch (ground) {
      case UNDERWATER -> Weather.CLEAR;
      case SNOW -> Pick.of(random, Weather.CLEAR, Weather.CLEAR, Weather.CLOUDY, Weather.SNOWFALL);
      case SAND -> Pick.of(random, Weather.CLEAR, Weather.CLEAR, Weather.CLOUDY, Weather.RAIN);
      default ->
          Pick.of(
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
      case HILLS -> Pick.of(random, Backdrop.MOUNTAINS, Backdrop.NONE);
      default -> Pick.of(random, Backdrop.values());
    };
  }
}
