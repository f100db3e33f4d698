package io.github.hnswsearch.gallery;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a picture shows; all of it can be seen in the picture.
 *
 * @param seed what the details that are not stated are drawn from
 * @param horizon where the ground ends, as a fraction of the picture's height
 * @param sky what shines
 * @param light where the sun or the moon stands; without meaning where neither does
 * @param groups one to three, of different kinds, that hide nothing of each other
 */
public record Scene(
    long seed,
    Ground ground,
    TimeOfDay time,
    Weather weather,
    Backdrop backdrop,
    double horizon,
    Set<SkyLight> sky,
    Box light,
    List<Group> groups) {
  public Scene {
    // In the order of declaration, which is the order in files.
    sky = sky.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(sky));
    groups = List.copyOf(groups);
  }

  /** The same with other groups. */
  Scene with(List<Group> others) {
    return new Scene(seed, ground, time, weather, backdrop, horizon, sky, light, others);
  }
}
