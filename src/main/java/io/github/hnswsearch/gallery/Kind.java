package io.github.hnswsearch.gallery;

import static io.github.hnswsearch.gallery.Colour.BLACK;
import static io.github.hnswsearch.gallery.Colour.BLUE;
import static io.github.hnswsearch.gallery.Colour.BROWN;
import static io.github.hnswsearch.gallery.Colour.GREEN;
import static io.github.hnswsearch.gallery.Colour.GREY;
import static io.github.hnswsearch.gallery.Colour.ORANGE;
import static io.github.hnswsearch.gallery.Colour.PINK;
import static io.github.hnswsearch.gallery.Colour.PURPLE;
import static io.github.hnswsearch.gallery.Colour.RED;
import static io.github.hnswsearch.gallery.Colour.WHITE;
import static io.github.hnswsearch.gallery.Colour.YELLOW;
import static io.github.hnswsearch.gallery.Ground.HILLS;
import static io.github.hnswsearch.gallery.Ground.MEADOW;
import static io.github.hnswsearch.gallery.Ground.SAND;
import static io.github.hnswsearch.gallery.Ground.SEA;
import static io.github.hnswsearch.gallery.Ground.SNOW;
import static io.github.hnswsearch.gallery.Ground.UNDERWATER;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What may stand in a scene. */
public enum Kind implements Named {
  SAILING_BOAT(0.95, Place.WATER, EnumSet.of(SEA), Shared.ALL),
  LIGHTHOUSE(0.5, Place.GROUND, EnumSet.of(SEA, SAND, HILLS, SNOW), Shared.BRIGHT),
  WHALE(1.45, Place.WATER, EnumSet.of(SEA, UNDERWATER), Shared.ANIMAL),
  SUBMARINE(1.6, Place.WATER, EnumSet.of(UNDERWATER), Shared.ALL),
  HOT_AIR_BALLOON(0.72, Place.AIR, Shared.ABOVE_WATER, Shared.BRIGHT),
  HOUSE(1.05, Place.GROUND, EnumSet.of(MEADOW, HILLS, SNOW), Shared.ALL),
  WINDMILL(0.85, Place.GROUND, EnumSet.of(MEADOW, HILLS), Shared.ALL),
  CAR(1.9, Place.GROUND, Shared.LAND, Shared.ALL),
  BICYCLE(1.55, Place.GROUND, Shared.LAND, Shared.ALL),
  TENT(1.3, Place.GROUND, Shared.LAND, Shared.ALL),
  SNOWMAN(0.62, Place.GROUND, EnumSet.of(SNOW), List.of(WHITE)),
  UMBRELLA(1.0, Place.GROUND, EnumSet.of(SAND, MEADOW), Shared.ALL),
  PALM(0.8, Place.GROUND, EnumSet.of(SAND, SEA), List.of(GREEN)),
  PINE(0.6, Place.GROUND, EnumSet.of(MEADOW, HILLS, SNOW), List.of(GREEN)),
  LEAFY_TREE(
      0.8, Place.GROUND, EnumSet.of(MEADOW, HILLS), List.of(GREEN, YELLOW, ORANGE, RED, PINK)),
  SUNFLOWER(0.5, Place.GROUND, EnumSet.of(MEADOW, HILLS), List.of(YELLOW)),
  TULIP(
      0.45,
      Place.GROUND,
      EnumSet.of(MEADOW, HILLS),
      List.of(RED, ORANGE, YELLOW, PURPLE, PINK, WHITE)),
  CAT(0.85, Place.GROUND, Shared.LAND, List.of(ORANGE, WHITE, BLACK, BROWN, GREY)),
  DOG(1.2, Place.GROUND, Shared.LAND, List.of(ORANGE, WHITE, BLACK, BROWN, GREY)),
  FISH(1.5, Place.WATER, EnumSet.of(UNDERWATER), Shared.ALL),
  BIRD(1.3, Place.AIR, Shared.ABOVE_WATER, Shared.ALL),
  KITE(0.6, Place.AIR, Shared.ABOVE_WATER, Shared.ALL),
  TURTLE(1.5, Place.WATER, EnumSet.of(UNDERWATER, SAND), Shared.ANIMAL),
  CRAB(1.5, Place.GROUND, EnumSet.of(UNDERWATER, SAND), Shared.ANIMAL),
  JELLYFISH(0.65, Place.WATER, EnumSet.of(UNDERWATER), Shared.ALL);

  private final double aspect;
  private final Place place;

  @SuppressWarnings("ImmutableEnumChecker") // Copies that cannot be changed.
  private final Set<Ground> grounds;

  @SuppressWarnings("ImmutableEnumChecker") // Copies that cannot be changed.
  private final List<Colour> colours;

  /**
   * @param aspect width over height of the drawing
   */
  Kind(double aspect, Place place, Set<Ground> grounds, List<Colour> colours) {
    this.aspect = aspect;
    this.place = place;
    this.grounds = Set.copyOf(grounds);
    this.colours = List.copyOf(colours);
  }

  @Override
  public String text() {
    return this == HOT_AIR_BALLOON ? "hot-air balloon" : Named.super.text();
  }

  /** The word for several. */
  public String plural() {
    return switch (this) {
      case SNOWMAN -> "snowmen";
      case FISH -> "fish";
      case JELLYFISH -> "jellyfish";
      default -> text() + "s";
    };
  }

  /** The colours it comes in; a single one where that goes without saying. */
  public List<Colour> colours() {
    return colours;
  }

  /** Whether its roof has a colour of its own. */
  public boolean hasRoof() {
    return this == HOUSE;
  }

  /** Width over height of the drawing. */
  double aspect() {
    return aspect;
  }

  /**
   * How often it is taken where it may stand, 0 to 1: what is at home on few grounds more often, so
   * that all kinds are about as frequent.
   */
  double frequency() {
    return (hasRoof() ? 2.0 : 1.0) / Math.max(2, grounds.size());
  }

  boolean mayStandOn(Ground ground) {
    return grounds.contains(ground);
  }

  Place place(Ground ground) {
    return place == Place.WATER && ground != UNDERWATER ? Place.GROUND : place;
  }

  /**
   * Sets that several kinds share; constants of an enum cannot be used before they are declared.
   */
  private static final class Shared {
    static final List<Colour> ALL = Arrays.asList(Colour.values());
    static final List<Colour> BRIGHT =
        List.of(RED, ORANGE, YELLOW, GREEN, BLUE, PURPLE, PINK, BLACK);
    static final List<Colour> ANIMAL =
        List.of(RED, ORANGE, GREEN, BLUE, PURPLE, PINK, BLACK, BROWN, GREY);
    static final Set<Ground> LAND = EnumSet.of(MEADOW, HILLS, SAND, SNOW);
    static final Set<Ground> ABOVE_WATER = EnumSet.of(MEADOW, HILLS, SAND, SNOW, SEA);
  }
}
