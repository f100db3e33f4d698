package io.github.hnswsearch.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stated of a scene is seen in its picture. */
final class ScenePainterTest {
  private static final int SIZE = 96;
  private static final Box WHOLE = new Box(0, 0, 1, 1);

  @Test
  void theSameSceneIsTheSamePicture() {
    Scenes.sampled(11, 20).forEach(scene -> assertThat(changed(scene, scene)).isZero());
  }

  @Test
  void everyMemberOfEveryGroupIsSeen() {
    Scenes.sampled(12, 150)
        .forEach(
            scene -> {
              BufferedImage picture = ScenePainter.paint(scene, SIZE);
              for (Group group : scene.groups()) {
                for (Box member : group.members()) {
                  Scene without = Scenes.without(scene, group, member);
                  assertThat(Scenes.changed(picture, ScenePainter.paint(without, SIZE), member))
                      .as("%s at %s", group.kind(), member)
                      .isGreaterThan(0.25);
                }
              }
            });
  }

  @Test
  void takingAMemberOutChangesLittleBesidesIt() {
    Scenes.sampled(13, 60)
        .forEach(
            scene -> {
              Group group = scene.groups().getFirst();
              Box member = group.members().getFirst();
              BufferedImage picture = ScenePainter.paint(scene, SIZE);
              BufferedImage without =
                  ScenePainter.paint(Scenes.without(scene, group, member), SIZE);
              for (Group other : scene.groups()) {
                for (Box box : other.members()) {
                  if (!box.equals(member)) {
                    // Shadows, glows and outlines reach a little beyond a box.
                    assertThat(Scenes.changed(picture, without, box)).isLessThan(0.2);
                  }
                }
              }
            });
  }

  @Test
  void aSmallPictureIsALargeOneShrunk() {
    int factor = 4;
    Scenes.sampled(14, 40)
        .forEach(
            scene -> {
              BufferedImage small = ScenePainter.paint(scene, SIZE);
              BufferedImage large = ScenePainter.paint(scene, SIZE * factor);
              assertThat(meanDifference(small, large, factor)).as("%s", scene).isLessThan(2);
            });
  }

  @ParameterizedTest
  @EnumSource(Weather.class)
  void theWeatherIsSeen(Weather weather) {
    for (TimeOfDay time : TimeOfDay.values()) {
      Scene clear = Scenes.empty(Ground.MEADOW, time);
      double changed = changed(clear, Scenes.with(clear, weather));
      if (weather == Weather.CLEAR) {
        assertThat(changed).isZero();
      } else {
        assertThat(changed).as("%s", time).isGreaterThan(0.04);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Backdrop.class,
      names = {"MOUNTAINS", "HILLS"})
  void theBackdropIsSeen(Backdrop backdrop) {
    for (TimeOfDay time : TimeOfDay.values()) {
      Scene open = Scenes.empty(Ground.SNOW, time);
      assertThat(changed(open, Scenes.with(open, backdrop))).as("%s", time).isGreaterThan(0.05);
    }
  }

  @ParameterizedTest
  @EnumSource(SkyLight.class)
  void whatShinesIsSeen(SkyLight light) {
    TimeOfDay time = light == SkyLight.SUN ? TimeOfDay.DAY : TimeOfDay.NIGHT;
    Scene dark = Scenes.empty(Ground.SAND, time);
    Sky sky = new Sky(EnumSet.of(light), new Box(0.4, 0.1, 0.15, 0.15));

    assertThat(changed(dark, Scenes.with(dark, sky))).isGreaterThan(0.005);
  }

  @Test
  void groundsAndTimesOfDayAreToldApart() {
    for (Ground ground : Ground.values()) {
      for (Ground other : Ground.values()) {
        if (ground != other) {
          assertThat(
                  changed(Scenes.empty(ground, TimeOfDay.DAY), Scenes.empty(other, TimeOfDay.DAY)))
              .isGreaterThan(0.4);
        }
      }
      assertThat(
              changed(Scenes.empty(ground, TimeOfDay.DAY), Scenes.empty(ground, TimeOfDay.NIGHT)))
          .isGreaterThan(0.9);
    }
  }

  private static double changed(Scene one, Scene other) {
    return Scenes.changed(ScenePainter.paint(one, SIZE), ScenePainter.paint(other, SIZE), WHOLE);
  }

  /** Mean of the absolute differences between a picture and the block means of a larger one. */
  private static double meanDifference(BufferedImage small, BufferedImage large, int factor) {
    double sum = 0;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          double mean = 0;
          for (int i = 0; i < factor * factor; i++) {
            int rgb = large.getRGB(x * factor + i % factor, y * factor + i / factor);
            mean += rgb >> shift & 0xFF;
          }
          int found = small.getRGB(x, y) >> shift & 0xFF;
          sum += Math.abs(found - mean / (factor * factor));
        }
      }
    }
    return sum / (3 * SIZE * SIZE);
  }
}
