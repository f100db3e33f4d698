package io.github.hnswsearch.gallery;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scenes to test with, and what their pictures have in common. */
final class Scenes {
  private static final double HORIZON = 0.45;
  private static final double SEABED = 0.62;

  private Scenes() {}

  /** The first scenes of a seed. */
  static Stream<Scene> sampled(long seed, int count) {
    SceneSampler sampler = new SceneSampler(seed);
    return LongStream.range(0, count).mapToObj(sampler::scene);
  }

  /** An empty scene in clear weather. */
  static Scene empty(Ground ground, TimeOfDay time) {
    return new Scene(
        3,
        ground,
        time,
        Weather.CLEAR,
        Backdrop.NONE,
        ground == Ground.UNDERWATER ? SEABED : HORIZON,
        Sky.EMPTY,
        List.of());
  }

  static Scene with(Scene scene, Weather weather) {
    return with(scene, weather, scene.backdrop(), scene.sky(), scene.groups());
  }

  static Scene with(Scene scene, Backdrop backdrop) {
    return with(scene, scene.weather(), backdrop, scene.sky(), scene.groups());
  }

  static Scene with(Scene scene, Sky sky) {
    return with(scene, scene.weather(), scene.backdrop(), sky, scene.groups());
  }

  static Scene with(Scene scene, List<Group> groups) {
    return with(scene, scene.weather(), scene.backdrop(), scene.sky(), groups);
  }

  private static Scene with(
      Scene scene, Weather weather, Backdrop backdrop, Sky sky, List<Group> groups) {
    return new Scene(
        scene.seed(),
        scene.ground(),
        scene.time(),
        weather,
        backdrop,
        scene.horizon(),
        sky,
        groups);
  }

  /** The scene with one member of one group taken out; the group, where it was the only one. */
  static Scene without(Scene scene, Group group, Box member) {
    List<Group> groups = new ArrayList<>();
    for (Group other : scene.groups()) {
      List<Box> members =
          other.equals(group)
              ? other.members().stream().filter(box -> !box.equals(member)).toList()
              : other.members();
      if (!members.isEmpty()) {
        groups.add(new Group(other.kind(), other.colour(), other.roofColour(), members));
      }
    }
    return with(scene, groups);
  }

  /** A group of one kind whose members stand side by side. */
  static Group group(Kind kind, Colour colour, @Nullable Colour roof, int count, double left) {
    List<Box> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(new Box(left + 0.08 * i, 0.6, 0.07, 0.2));
    }
    return new Group(kind, colour, roof, members);
  }

  /** The share of the pixels in a box that are another colour in the other picture. */
  static double changed(BufferedImage one, BufferedImage other, Box box) {
    int side = one.getWidth();
    int changed = 0;
    int all = 0;
    for (int y = pixel(box.y(), side); y < pixel(box.bottom(), side); y++) {
      for (int x = pixel(box.x(), side); x < pixel(box.right(), side); x++) {
        all++;
        changed += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
      }
    }
    return (double) changed / all;
  }

  static int pixel(double fraction, int side) {
    return (int) Math.clamp(Math.round(fraction * side), 0L, side);
  }
}
