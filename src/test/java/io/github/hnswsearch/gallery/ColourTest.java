package io.github.hnswsearch.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The colour that a caption names is the one that is seen, at any time of day. */
final class ColourTest {
  private static final int SIZE = 192;
  private static final List<TimeOfDay> LIGHTEST_AND_DARKEST =
      List.of(TimeOfDay.DAY, TimeOfDay.NIGHT);
  private static final Map<Scene, BufferedImage> EMPTY_SCENES = new HashMap<>();

  @ParameterizedTest
  @EnumSource(Kind.class)
  void mostOfAnObjectIsOfItsColour(Kind kind) {
    for (Colour colour : kind.colours()) {
      for (Ground ground : Ground.values()) {
        if (kind.mayStandOn(ground)) {
          for (TimeOfDay time : LIGHTEST_AND_DARKEST) {
            Map<Colour, Integer> seen =
                coloursOf(ground, time, kind, colour, kind.hasRoof() ? colour : null);

            assertThat(mostFrequent(seen)).as("%s %s %s", colour, ground, time).isEqualTo(colour);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Colour.class)
  void wallsAndRoofOfAHouseAreItsTwoMainColours(Colour walls) {
    for (Colour roof : Colour.values()) {
      if (roof.contrastsWith(walls)) {
        for (TimeOfDay time : LIGHTEST_AND_DARKEST) {
          Map<Colour, Integer> seen = coloursOf(Ground.SNOW, time, Kind.HOUSE, walls, roof);

          assertThat(
                  seen.entrySet().stream()
                      .sorted(Map.Entry.<Colour, Integer>comparingByValue().reversed())
                      .limit(2)
                      .map(Map.Entry::getKey))
              .as("%s", time)
              .containsExactlyInAnyOrder(walls, roof);
        }
      }
    }
  }

  @Test
  void everyShadeIsFarFromTheOthers() {
    for (Colour colour : Colour.values()) {
      assertThat(
              Arrays.stream(Colour.values())
                  .filter(other -> other != colour)
                  .mapToDouble(other -> distance(other.shade(), colour.shade()))
                  .min()
                  .orElseThrow())
          .as("%s", colour)
          .isGreaterThan(55);
    }
  }

  /** How many pixels of an object are nearest to each colour. */
  private static Map<Colour, Integer> coloursOf(
      Ground ground, TimeOfDay time, Kind kind, Colour colour, @Nullable Colour roof) {
    double height = Math.min(0.45, 0.6 / kind.aspect());
    Box box = new Box(0.3, 0.5, height * kind.aspect(), height);
    Scene empty = Scenes.empty(ground, time);
    Scene scene = Scenes.with(empty, List.of(new Group(kind, colour, roof, List.of(box))));
    BufferedImage before =
        EMPTY_SCENES.computeIfAbsent(empty, drawn -> ScenePainter.paint(drawn, SIZE));
    BufferedImage after = ScenePainter.paint(scene, SIZE);
    Map<Colour, Integer> seen = new EnumMap<>(Colour.class);
    for (int y = Scenes.pixel(box.y(), SIZE); y < Scenes.pixel(box.bottom(), SIZE); y++) {
      for (int x = Scenes.pixel(box.x(), SIZE); x < Scenes.pixel(box.right(), SIZE); x++) {
        if (before.getRGB(x, y) != after.getRGB(x, y)) {
          seen.merge(nearest(new Color(after.getRGB(x, y))), 1, Integer::sum);
        }
      }
    }
    return seen;
  }

  private static Colour mostFrequent(Map<Colour, Integer> seen) {
    return seen.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static Colour nearest(Color pixel) {
    return Stream.of(Colour.values())
        .min(Comparator.comparingDouble(colour -> distance(colour.shade(), pixel)))
        .orElseThrow();
  }

  private static double distance(Color one, Color other) {
    return Math.sqrt(
        Math.pow(one.getRed() - other.getRed(), 2)
            + Math.pow(one.getGreen() - other.getGreen(), 2)
            + Math.pow(one.getBlue() - other.getBlue(), 2));
  }
}
