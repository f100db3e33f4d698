package io.github.hnswsearch.gallery;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a scene shows, in a line of English; nothing that cannot be seen in its picture. */
final class Caption {
  private static final List<String> NUMBERS = List.of("a", "two", "three", "four", "five");

  private Caption() {}

  static String of(Scene scene) {
    String line =
        objects(scene.groups())
            + " "
            + ground(scene.ground())
            + time(scene)
            + weather(scene.weather())
            + backdrop(scene.backdrop())
            + sky(scene);
    return line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
  }

  private static String objects(List<Group> groups) {
    if (groups.size() == 2) {
      Group one = groups.getFirst();
      Group other = groups.getLast();
      if (other.x() - one.x() >= SceneSampler.SIDE_BY_SIDE) {
        return phrase(one) + " left of " + phrase(other);
      }
    }
    List<String> phrases = groups.stream().map(Caption::phrase).toList();
    if (phrases.size() == 1) {
      return phrases.getFirst();
    }
    return phrases.stream().limit(phrases.size() - 1L).collect(Collectors.joining(", "))
        + " and "
        + phrases.getLast();
  }

  private static String phrase(Group group) {
    Kind kind = group.kind();
    // A green palm goes without saying.
    String colour = kind.colours().size() == 1 ? "" : group.colour().text() + " ";
    String noun = colour + (group.count() == 1 ? kind.text() : kind.plural());
    String number = NUMBERS.get(group.count() - 1);
    String article = group.count() == 1 && "aeiou".indexOf(noun.charAt(0)) >= 0 ? "an" : number;
    if (group.roofColour() == null) {
      return article + " " + noun;
    }
    String roof = group.roofColour().text();
    return article
        + " "
        + noun
        + " with "
        + (group.count() == 1
            ? ("aeiou".indexOf(roof.charAt(0)) >= 0 ? "an " : "a ") + roof + " roof"
            : roof + " roofs");
  }

  private static String ground(Ground ground) {
    return switch (ground) {
      case MEADOW -> "on a meadow";
      case SAND -> "on the sand";
      case SNOW -> "in the snow";
      case HILLS -> "in the hills";
      case SEA -> "at sea";
      case UNDERWATER -> "under water";
    };
  }

  private static String time(Scene scene) {
    return switch (scene.time()) {
      case DAY -> "";
      case SUNSET -> " at sunset";
      case NIGHT -> " at night";
    };
  }

  private static String weather(Weather weather) {
    return switch (weather) {
      case CLEAR -> "";
      case CLOUDY -> ", under clouds";
      case RAIN -> ", in the rain";
      case SNOWFALL -> ", in falling snow";
    };
  }

  private static String backdrop(Backdrop backdrop) {
    return switch (backdrop) {
      case MOUNTAINS -> ", before mountains";
      case HILLS -> ", before hills";
      case NONE -> "";
    };
  }

  private static String sky(Scene scene) {
    boolean stars = scene.sky().contains(SkyLight.STARS);
    if (scene.sky().contains(SkyLight.MOON)) {
      return stars ? ", with moon and stars" : ", with the moon";
    }
    if (scene.sky().contains(SkyLight.SUN)) {
      return ", with the sun";
    }
    return stars ? ", with stars" : "";
  }
}
