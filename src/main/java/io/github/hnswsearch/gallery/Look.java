package io.github.hnswsearch.gallery;

import java.awt.Color;

/**
 * How one object is to look.
 *
 * @param body the colour that captions name
 * @param roof the colour of the roof; the body's where there is none
 * @param afloat whether it is on the sea
 * @param night whether its lamps are lit
 */
record Look(Color body, Color roof, boolean afloat, boolean night) {
  static final Color GLASS = new Color(0xBFE3F2);
  static final Color LAMP = new Color(0xFFE9A0);
  static final Color WOOD = new Color(0x8A6242);
  static final Color CREAM = new Color(0xF4EAD6);
  static final Color IRON = new Color(0x3C4048);

  /** What a window shows. */
  Color window() {
    return night ? LAMP : GLASS;
  }
}
