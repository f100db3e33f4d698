package io.github.hnswsearch.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a scene shows, in a line of English; nothing that cannot be seen in its picture. */
final class Caption {
  private static final List<String> NUMBERS = List.of("two", "three", "four", "five");

  private Caption() {}

  static String of(Scene scene) {
    String line =
        objects(scene.groups())
            + ground(scene.ground())
            + time(scene)
            + weather(scene.weather())
            + surroundings(scene);
    return line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
  }

  private static String objects(List<Group> groups) {
    if (groups.size() != 2) {
      return enumeration(groups.stream().map(Caption::group).toList());
    }
    Group one = groups.getFirst();
    Group other = groups.getLast();
    if (isAbove(one, other)) {
      return group(one) + " above " + group(other);
    }
    if (isAbove(other, one)) {
      return group(other) + " above " + group(one);
    }
    return one.x() < other.x()
        ? group(one) + " left of " + group(other)
        : group(other) + " left of " + group(one);
  }

  /** Whether no part of a group is as low as another one; else the two stand side by side. */
  private static boolean isAbove(Group one, Group other) {
    return one.bounds().bottom() <= other.bounds().y();
  }

  private static String group(Group group) {
    Kind kind = group.kind();
    // That a palm is green goes without saying.
    String colour = kind.colours().size() == 1 ? "" : group.colour().text() + " ";
    String objects = counted(group.count(), colour, kind.text(), kind.plural());
    return group.roofColour() == null
        ? objects
        : objects + " with " + roofs(group.count(), group.roofColour().text() + " ");
  }

  private static String roofs(int count, String colour) {
    return count == 1 ? counted(1, colour, "roof", "roofs") : colour + "roofs";
  }

  private static String counted(int count, String colour, String one, String several) {
    if (count > 1) {
      return NUMBERS.get(count - 2) + " " + colour + several;
    }
    String noun = colour + one;
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }

  private static String ground(Ground ground) {
    return switch (ground) {
      case MEADOW -> " on a meadow";
      case SAND -> " on the sand";
      case SNOW -> " in the snow";
      case HILLS -> " in the hills";
      case SEA -> " at sea";
      case UNDERWATER -> " under water";
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
      case CLOUDY -> " under clouds";
      case RAIN -> " in the rain";
      case SNOWFALL -> " in falling snow";
    };
  }

  private static String surroundings(Scene scene) {
    List<String> parts = new ArrayList<>();
    switch (scene.backdrop()) {
      case MOUNTAINS -> parts.add("mountains behind");
      case HILLS -> parts.add("hills behind");
      case NONE -> {}
    }
    if (!scene.sky().lights().isEmpty()) {
      parts.add(enumeration(scene.sky().lights().stream().map(Caption::light).toList()) + " above");
    }
    return parts.isEmpty() ? "" : ", with " + enumeration(parts);
  }

  private static String light(SkyLight light) {
    return switch (light) {
      case SUN -> "the sun";
      case MOON -> "the moon";
      case STARS -> "stars";
    };
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  private static String enumeration(List<String> parts) {
    int last = parts.size() - 1;
    return last == 0
        ? parts.getFirst()
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
