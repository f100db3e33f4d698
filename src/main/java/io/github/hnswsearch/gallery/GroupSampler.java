package io.github.hnswsearch.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Draws a scene's groups at random: kinds, counts, colours and places. */
final class GroupSampler {
  /** Least distance of the centres of groups that stand side by side. */
  static final double SIDE_BY_SIDE = 0.25;

  static final int MOST_MEMBERS = 5;

  /** Of 100 scenes, how many have one group, and how many have one or two; the rest have three. */
  private static final int ONE_GROUP = 38;

  private static final int UP_TO_TWO_GROUPS = 88;
  private static final int TRIES = 200;

  private final RandomGenerator random;

  GroupSampler(RandomGenerator random) {
    this.random = random;
  }

  /** One to three groups; none where no arrangement was found. */
  List<Group> groups(Ground ground, double horizon) {
    Regions regions = new Regions(ground, horizon);
    int choice = random.nextInt(100);
    int wanted = choice < ONE_GROUP ? 1 : choice < UP_TO_TWO_GROUPS ? 2 : 3;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      List<Kind> kinds = kinds(ground, wanted);
      List<Box> places = regions.of(kinds, random);
      List<Group> groups = new ArrayList<>();
      for (int i = 0; i < places.size(); i++) {
        group(kinds.get(i), places.get(i), regions).ifPresent(groups::add);
      }
      if (groups.size() == wanted && areApart(groups)) {
        return groups;
      }
    }
    return List.of();
  }

  private List<Kind> kinds(Ground ground, int wanted) {
    List<Kind> kinds = new ArrayList<>();
    while (kinds.size() < wanted) {
      Kind kind = Pick.of(random, Kind.values());
      if (kind.mayStandOn(ground)
          && !kinds.contains(kind)
          && random.nextDouble() < kind.frequency()) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  private Optional<Group> group(Kind kind, Box region, Regions regions) {
    int count = 1 + random.nextInt(MOST_MEMBERS);
    return new Layout(random)
        .place(kind, count, region, regions.highestFoot(kind))
        .map(members -> coloured(kind, members));
  }

  private Group coloured(Kind kind, List<Box> members) {
    Colour colour = Pick.of(random, kind.colours());
    return new Group(kind, colour, kind.hasRoof() ? roof(colour) : null, members);
  }

  private Colour roof(Colour walls) {
    return Pick.of(
        random,
        Arrays.stream(Colour.values()).filter(colour -> colour.contrastsWith(walls)).toList());
  }

  /** Whether none hides another and it can be told which of two is on the left. */
  private static boolean areApart(List<Group> groups) {
    for (int i = 0; i < groups.size(); i++) {
      for (int j = 0; j < i; j++) {
        Box one = groups.get(i).bounds();
        Box other = groups.get(j).bounds();
        boolean sideBySide = one.y() < other.bottom() && other.y() < one.bottom();
        boolean near = Math.abs(one.centreX() - other.centreX()) < SIDE_BY_SIDE;
        if (one.overlaps(other) || (sideBySide && near)) {
          return false;
        }
      }
    }
    return true;
  }
}
