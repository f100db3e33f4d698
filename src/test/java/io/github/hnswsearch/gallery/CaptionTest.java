package io.github.hnswsearch.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Captions are English, and say nothing that is not there. */
final class CaptionTest {
  private static final Box SOMEWHERE = new Box(0.4, 0.1, 0.15, 0.15);

  @Test
  void oneObjectHasAnArticle() {
    assertThat(caption(Ground.MEADOW, Scenes.group(Kind.CAR, Colour.RED, null, 1, 0.2)))
        .isEqualTo("A red car on a meadow");
    assertThat(caption(Ground.SAND, Scenes.group(Kind.CAR, Colour.ORANGE, null, 1, 0.2)))
        .isEqualTo("An orange car on the sand");
    assertThat(caption(Ground.SAND, Scenes.group(Kind.UMBRELLA, Colour.ORANGE, null, 1, 0.2)))
        .isEqualTo("An orange umbrella on the sand");
  }

  @Test
  void severalAreCounted() {
    assertThat(caption(Ground.SNOW, Scenes.group(Kind.SNOWMAN, Colour.WHITE, null, 5, 0.2)))
        .isEqualTo("Five snowmen in the snow");
    assertThat(caption(Ground.UNDERWATER, Scenes.group(Kind.FISH, Colour.BLUE, null, 3, 0.2)))
        .isEqualTo("Three blue fish under water");
  }

  @Test
  void aColourThatGoesWithoutSayingIsNotSaid() {
    assertThat(caption(Ground.SEA, Scenes.group(Kind.PALM, Colour.GREEN, null, 2, 0.2)))
        .isEqualTo("Two palms at sea");
  }

  @Test
  void aRoofHasItsOwnColour() {
    assertThat(caption(Ground.HILLS, Scenes.group(Kind.HOUSE, Colour.WHITE, Colour.ORANGE, 1, 0.2)))
        .isEqualTo("A white house with an orange roof in the hills");
    assertThat(caption(Ground.HILLS, Scenes.group(Kind.HOUSE, Colour.PINK, Colour.BLUE, 2, 0.2)))
        .isEqualTo("Two pink houses with blue roofs in the hills");
  }

  @Test
  void theLeftOneOfTwoComesFirst() {
    Group cats = Scenes.group(Kind.CAT, Colour.BLACK, null, 2, 0.7);
    Group dog = Scenes.group(Kind.DOG, Colour.BROWN, null, 1, 0.1);

    assertThat(caption(Ground.SNOW, cats, dog))
        .isEqualTo(caption(Ground.SNOW, dog, cats))
        .isEqualTo("A brown dog left of two black cats in the snow");
  }

  @Test
  void theUpperOneOfTwoComesFirst() {
    Group kite = new Group(Kind.KITE, Colour.RED, null, List.of(new Box(0.5, 0.1, 0.12, 0.2)));
    Group tents = Scenes.group(Kind.TENT, Colour.GREEN, null, 3, 0.1);

    assertThat(caption(Ground.SAND, tents, kite))
        .isEqualTo("A red kite above three green tents on the sand");
  }

  @Test
  void threeAreEnumerated() {
    assertThat(
            caption(
                Ground.MEADOW,
                Scenes.group(Kind.CAT, Colour.BLACK, null, 1, 0.1),
                Scenes.group(Kind.BIRD, Colour.BLUE, null, 2, 0.4),
                Scenes.group(Kind.CAR, Colour.PINK, null, 1, 0.8)))
        .isEqualTo("A black cat, two blue birds and a pink car on a meadow");
  }

  @Test
  void timeWeatherBackdropAndSkyFollow() {
    Scene night =
        Scenes.with(
            Scenes.empty(Ground.SEA, TimeOfDay.NIGHT),
            List.of(Scenes.group(Kind.SAILING_BOAT, Colour.RED, null, 2, 0.2)));

    assertThat(Caption.of(night)).isEqualTo("Two red sailing boats at sea at night");
    assertThat(Caption.of(Scenes.with(night, Weather.RAIN)))
        .isEqualTo("Two red sailing boats at sea at night in the rain");
    Sky sky = new Sky(EnumSet.of(SkyLight.STARS, SkyLight.MOON), SOMEWHERE);
    assertThat(Caption.of(Scenes.with(Scenes.with(night, Backdrop.MOUNTAINS), sky)))
        .isEqualTo(
            "Two red sailing boats at sea at night, with mountains behind and the moon and stars"
                + " above");
  }

  @Test
  void everyKindAndColourInACaptionIsInTheScene() {
    Scenes.sampled(21, 2000)
        .forEach(
            scene -> {
              assertThat(named(Caption.of(scene), Arrays.stream(Colour.values())))
                  .as(Caption.of(scene))
                  .isEqualTo(
                      scene.groups().stream()
                          .flatMap(CaptionTest::saidColours)
                          .map(Named::text)
                          .collect(Collectors.toSet()));
              assertThat(
                      Arrays.stream(Kind.values())
                          .filter(
                              kind ->
                                  mentions(Caption.of(scene), kind.text())
                                      || mentions(Caption.of(scene), kind.plural())))
                  .containsExactlyInAnyOrderElementsOf(
                      scene.groups().stream().map(Group::kind).toList());
            });
  }

  @Test
  void sceneryInACaptionIsInTheScene() {
    Scenes.sampled(22, 2000)
        .forEach(
            scene -> {
              String caption = Caption.of(scene);
              assertThat(mentions(caption, "sunset")).isEqualTo(scene.time() == TimeOfDay.SUNSET);
              assertThat(mentions(caption, "night")).isEqualTo(scene.time() == TimeOfDay.NIGHT);
              assertThat(mentions(caption, "rain")).isEqualTo(scene.weather() == Weather.RAIN);
              assertThat(mentions(caption, "falling snow"))
                  .isEqualTo(scene.weather() == Weather.SNOWFALL);
              assertThat(mentions(caption, "clouds")).isEqualTo(scene.weather() == Weather.CLOUDY);
              assertThat(mentions(caption, "mountains"))
                  .isEqualTo(scene.backdrop() == Backdrop.MOUNTAINS);
              assertThat(mentions(caption, "hills behind"))
                  .isEqualTo(scene.backdrop() == Backdrop.HILLS);
              assertThat(mentions(caption, "the sun")).isEqualTo(scene.sky().has(SkyLight.SUN));
              assertThat(mentions(caption, "the moon")).isEqualTo(scene.sky().has(SkyLight.MOON));
              assertThat(mentions(caption, "stars")).isEqualTo(scene.sky().has(SkyLight.STARS));
              assertThat(mentions(caption, "sea")).isEqualTo(scene.ground() == Ground.SEA);
            });
  }

  private static Stream<Colour> saidColours(Group group) {
    Stream<Colour> body =
        group.kind().colours().size() == 1 ? Stream.empty() : Stream.of(group.colour());
    return Stream.concat(body, Stream.ofNullable(group.roofColour()));
  }

  private static Set<String> named(String caption, Stream<? extends Named> words) {
    return words
        .map(Named::text)
        .filter(word -> mentions(caption, word))
        .collect(Collectors.toSet());
  }

  /** Whether these words stand in a line, as whole words. */
  private static boolean mentions(String line, String words) {
    return Pattern.compile("(?<![a-z-])" + Pattern.quote(words) + "(?![a-z-])")
        .matcher(line.toLowerCase(Locale.ROOT))
        .find();
  }

  private static String caption(Ground ground, Group... groups) {
    return Caption.of(Scenes.with(Scenes.empty(ground, TimeOfDay.DAY), List.of(groups)));
  }
}
