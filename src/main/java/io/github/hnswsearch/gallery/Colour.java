package io.github.hnswsearch.gallery;

import java.awt.Color;
import java.util.EnumSet;
import java.util.Set;

/** The colours that objects come in, each with the shade that the drawings are painted with. */
public enum Colour implements Named {
  RED(0xDC2626),
  ORANGE(0xF97C12),
  YELLOW(0xFBD01E),
  GREEN(0x1F9D46),
  BLUE(0x2563EB),
  PURPLE(0x8E3CCB),
  PINK(0xF97FB8),
  WHITE(0xF6F6F4),
  BLACK(0x2A2A30),
  BROWN(0x7E4A26),
  GREY(0x8D949C);

  private final Color shade;

  Colour(int rgb) {
    this.shade = new Color(rgb);
  }

  /** The shade in sRGB. */
  public Color shade() {
    return shade;
  }

  /** Whether a viewer tells this colour from another one at a glance, side by side. */
  boolean contrastsWith(Colour other) {
    return this != other && !lookalikes().contains(other) && !other.lookalikes().contains(this);
  }

  private Set<Colour> lookalikes() {
    return switch (this) {
      case RED -> EnumSet.of(ORANGE, PINK, BROWN);
      case ORANGE -> EnumSet.of(YELLOW, BROWN);
      case BLUE -> EnumSet.of(PURPLE);
      case PURPLE -> EnumSet.of(PINK);
      case WHITE -> EnumSet.of(GREY);
      case BLACK -> EnumSet.of(GREY, BROWN);
      default -> EnumSet.noneOf(Colour.class);
    };
  }
}
