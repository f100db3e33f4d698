package io.github.hnswsearch.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What scenes keep to, and how they are spread. */
final class SceneSamplerTest {
  private static final int COUNT = 3000;
  private static List<Scene> scenes = List.of();

  @BeforeAll
  static void sample() {
    scenes = Scenes.sampled(1, COUNT).toList();
  }

  @Property
  void theSameSeedAndPlaceAreTheSameScene(
      @ForAll long seed, @ForAll @LongRange(min = 0, max = 1_000_000) long index) {
    SceneSampler used = new SceneSampler(seed);
    Scene scene = used.scene(index);
    used.scene(index + 1);

    assertThat(used.scene(index)).isEqualTo(scene);
    assertThat(new SceneSampler(seed).scene(index)).isEqualTo(scene);
  }

  @Test
  void neighbouringSeedsAndPlacesShareNoScene() {
    assertThat(Scenes.sampled(1, 200).map(Scene::seed)).doesNotHaveDuplicates();
    assertThat(Scenes.sampled(2, 200).map(Scene::seed))
        .doesNotContainAnyElementsOf(Scenes.sampled(1, 200).map(Scene::seed).toList());
  }

  @Test
  void membersAreWhollyInTheFrameAndLargeEnough() {
    assertThat(groups())
        .allSatisfy(
            group ->
                assertThat(group.members())
                    .hasSizeBetween(1, 5)
                    .allSatisfy(
                        box -> {
                          assertThat(box.x()).isNotNegative();
                          assertThat(box.y()).isNotNegative();
                          assertThat(box.right()).isLessThanOrEqualTo(1);
                          assertThat(box.bottom()).isLessThanOrEqualTo(1);
                          assertThat(box.height()).isBetween(0.1, 0.45);
                          assertThat(box.width() / box.height())
                              .isCloseTo(group.kind().aspect(), within(1e-9));
                        }));
  }

  @Test
  void noMemberOverlapsAnotherOne() {
    for (Scene scene : scenes) {
      List<Box> boxes = scene.groups().stream().flatMap(g -> g.members().stream()).toList();
      for (Box box : boxes) {
        assertThat(boxes.stream().filter(box::overlaps)).containsExactly(box);
      }
    }
  }

  @Test
  void ofGroupsSideBySideItCanBeToldWhichIsLeft() {
    for (Scene scene : scenes) {
      for (Group one : scene.groups()) {
        for (Group other : scene.groups()) {
          Box box = one.bounds();
          Box second = other.bounds();
          boolean sideBySide = box.y() < second.bottom() && second.y() < box.bottom();
          if (!one.equals(other) && sideBySide) {
            assertThat(Math.abs(one.x() - other.x())).isGreaterThanOrEqualTo(0.25);
          }
        }
      }
    }
  }

  @Test
  void kindsStandWhereTheyMayAndComeInTheirColours() {
    for (Scene scene : scenes) {
      assertThat(scene.groups()).extracting(Group::kind).doesNotHaveDuplicates();
      assertThat(scene.groups())
          .allSatisfy(
              group -> {
                assertThat(group.kind().mayStandOn(scene.ground())).isTrue();
                assertThat(group.kind().colours()).contains(group.colour());
                assertThat(group.roofColour() != null).isEqualTo(group.kind() == Kind.HOUSE);
              });
    }
  }

  @Test
  void wallsAndRoofAreColoursThatDifferAtAGlance() {
    Set<Set<Colour>> alike =
        Set.of(
            EnumSet.of(Colour.RED, Colour.ORANGE),
            EnumSet.of(Colour.RED, Colour.PINK),
            EnumSet.of(Colour.BLUE, Colour.PURPLE),
            EnumSet.of(Colour.WHITE, Colour.GREY),
            EnumSet.of(Colour.BLACK, Colour.GREY));

    assertThat(groups())
        .filteredOn(group -> group.roofColour() != null)
        .isNotEmpty()
        .allSatisfy(
            house -> {
              assertThat(house.roofColour()).isNotEqualTo(house.colour());
              assertThat(alike).doesNotContain(Set.of(house.colour(), house.roofColour()));
            });
  }

  @Test
  void theSkyShinesWhereAndWhenItCan() {
    assertThat(scenes)
        .allSatisfy(
            scene -> {
              boolean overcast =
                  scene.weather() == Weather.RAIN || scene.weather() == Weather.SNOWFALL;
              if (overcast || scene.ground() == Ground.UNDERWATER) {
                assertThat(scene.sky()).isEqualTo(Sky.EMPTY);
              }
              if (scene.time() == TimeOfDay.NIGHT) {
                assertThat(scene.sky().has(SkyLight.SUN)).isFalse();
              } else {
                assertThat(scene.sky().has(SkyLight.MOON)).isFalse();
                assertThat(scene.sky().has(SkyLight.STARS)).isFalse();
              }
            });
  }

  @Test
  void nothingStandsBeforeTheSunOrTheMoon() {
    assertThat(scenes)
        .filteredOn(scene -> scene.sky().hasSunOrMoon())
        .isNotEmpty()
        .allSatisfy(
            scene ->
                assertThat(scene.groups())
                    .flatExtracting(Group::members)
                    .noneMatch(scene.sky().place()::overlaps));
  }

  @Test
  void everyKindColourPlaceAndTimeIsFrequent() {
    assertThat(counted(groups(), Group::kind))
        .containsOnlyKeys(Kind.values())
        .allSatisfy((kind, count) -> assertThat(count).isGreaterThan(COUNT / 50L));
    assertThat(counted(groups(), Group::colour))
        .containsOnlyKeys(Colour.values())
        .allSatisfy((colour, count) -> assertThat(count).isGreaterThan(COUNT / 12L));
    assertThat(counted(groups(), Group::count))
        .containsOnlyKeys(1, 2, 3, 4, 5)
        .allSatisfy((members, count) -> assertThat(count).isGreaterThan(COUNT / 4L));
    assertThat(counted(scenes, Scene::ground))
        .containsOnlyKeys(Ground.values())
        .allSatisfy((ground, count) -> assertThat(count).isGreaterThan(COUNT / 10L));
    assertThat(counted(scenes, Scene::time))
        .containsOnlyKeys(TimeOfDay.values())
        .allSatisfy((time, count) -> assertThat(count).isGreaterThan(COUNT / 5L));
    assertThat(counted(scenes, Scene::weather))
        .containsOnlyKeys(Weather.values())
        .allSatisfy((weather, count) -> assertThat(count).isGreaterThan(COUNT / 20L));
    assertThat(counted(scenes, Scene::backdrop))
        .containsOnlyKeys(Backdrop.values())
        .allSatisfy((backdrop, count) -> assertThat(count).isGreaterThan(COUNT / 8L));
  }

  @Test
  void aboutHalfOfTheScenesHaveTwoGroups() {
    assertThat(scenes.stream().filter(scene -> scene.groups().size() == 2).count())
        .isBetween(COUNT * 45L / 100, COUNT * 58L / 100);
  }

  private static List<Group> groups() {
    return scenes.stream().map(Scene::groups).flatMap(Collection::stream).toList();
  }

  private static <T, K> Map<K, Long> counted(List<T> values, Function<T, K> key) {
    return values.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }
}
