package io.github.hnswsearch.gallery;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What shines in a scene's sky.
 *
 * @param lights in the order of their declaration
 * @param place where the sun or the moon stands; without meaning where neither does
 */
public record Sky(Set<SkyLight> lights, Box place) {
  /** A sky where nothing shines. */
  static final Sky EMPTY = new Sky(Set.of(), new Box(0, 0, 0, 0));

  public Sky {
    lights = lights.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(lights));
  }

  /** Whether this shines. */
  public boolean has(SkyLight light) {
    return lights.contains(light);
  }

  /** Whether the sun or the moon stands at its place. */
  boolean hasSunOrMoon() {
    return has(SkyLight.SUN) || has(SkyLight.MOON);
  }
}
