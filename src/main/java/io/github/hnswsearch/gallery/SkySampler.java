package io.github.hnswsearch.gallery;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws at random what shines in a sky; the sun or the moon where nothing hides them. */
final class SkySampler {
  /** Of so many skies, all but one have stars at night, and all but one a sun or a moon. */
  private static final int SKIES = 4;

  private static final double SIZE = 0.15;
  private static final double MARGIN = 0.015;
  private static final int TRIES = 60;

  private final RandomGenerator random;

  SkySampler(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A sky for objects that have their places.
   *
   * @param horizon where the ground ends, as a fraction of the picture's height
   */
  Sky sky(TimeOfDay time, Backdrop backdrop, double horizon, List<Group> groups) {
    Set<SkyLight> lights = EnumSet.noneOf(SkyLight.class);
    if (time == TimeOfDay.NIGHT && random.nextInt(SKIES) > 0) {
      lights.add(SkyLight.STARS);
    }
    Optional<Box> place =
        random.nextInt(SKIES) > 0
            ? openPlace(time, horizon - height(backdrop), groups)
            : Optional.empty();
    if (place.isPresent()) {
      lights.add(time == TimeOfDay.NIGHT ? SkyLight.MOON : SkyLight.SUN);
    }
    return new Sky(lights, place.orElse(Sky.EMPTY.place()));
  }

  /** A place above a line that no object touches, or nothing where the sky is full. */
  private Optional<Box> openPlace(TimeOfDay time, double line, List<Group> groups) {
    double lowest = line - SIZE;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      double top =
          time == TimeOfDay.SUNSET
              ? lowest - 0.04 * random.nextDouble()
              : 0.03 + (lowest - 0.03) * random.nextDouble();
      Box place = new Box(0.04 + 0.77 * random.nextDouble(), Math.max(0.02, top), SIZE, SIZE);
      Box wide = place.grown(MARGIN);
      if (groups.stream().flatMap(group -> group.members().stream()).noneMatch(wide::overlaps)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** How far a backdrop rises above the horizon. */
  private static double height(Backdrop backdrop) {
    return switch (backdrop) {
      case MOUNTAINS -> 0.24;
      case HILLS -> 0.12;
      case NONE -> 0.02;
    };
  }
}
