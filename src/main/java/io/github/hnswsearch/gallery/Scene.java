package io.github.hnswsearch.gallery;

import java.util.List;

/**
 * What a picture shows; all of it can be seen in the picture, but for the weather under water,
 * which is clear.
 *
 * @param seed what the details that are not stated are drawn from
 * @param horizon where the ground ends, as a fraction of the picture's height
 * @param groups one to three, of different kinds, that hide nothing of each other
 */
public record Scene(
    long seed,
    Ground ground,
    TimeOfDay time,
    Weather weather,
    Backdrop backdrop,
    double horizon,
    Sky sky,
    List<Group> groups) {
  public Scene {
    groups = List.copyOf(groups);
  }
}
