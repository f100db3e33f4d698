package io.github.hnswsearch.gallery;

/** The drawing of each kind. */
final class Sprites {
  private Sprites() {}

  static Sprite of(Kind kind) {
    return switch (kind) {
      case SAILING_BOAT -> new SailingBoat();
      case LIGHTHOUSE -> new Lighthouse();
      case WHALE -> new Whale();
      case SUBMARINE -> new Submarine();
      case HOT_AIR_BALLOON -> new Balloon();
      case HOUSE -> new House();
      case WINDMILL -> new Windmill();
      case CAR -> new Car();
      case BICYCLE -> new Bicycle();
      case TENT -> new Tent();
      case SNOWMAN -> new Snowman();
      case UMBRELLA -> new Umbrella();
      case PALM -> new Palm();
      case PINE -> new Pine();
      case LEAFY_TREE -> new LeafyTree();
      case SUNFLOWER -> new Sunflower();
      case TULIP -> new Tulip();
      case CAT -> new Cat();
      case DOG -> new Dog();
      case FISH -> new Fish();
      case BIRD -> new Bird();
      case KITE -> new Kite();
      case TURTLE -> new Turtle();
      case CRAB -> new Crab();
      case JELLYFISH -> new Jellyfish();
    };
  }
}
