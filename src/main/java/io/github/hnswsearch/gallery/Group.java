package io.github.hnswsearch.gallery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one kind and colour that stand together.
 *
 * @param roofColour null where the kind has no roof of its own colour
 * @param members where each is drawn, one to five boxes that do not overlap
 */
public record Group(Kind kind, Colour colour, @Nullable Colour roofColour, List<Box> members) {
  public Group {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a group has members");
    }
  }

  /** How many. */
  public int count() {
    return members.size();
  }

  /** The box around all members. */
  public Box bounds() {
    return members.stream().reduce(members.getFirst(), Box::union);
  }

  /** The centre, as a fraction of the picture's width. */
  public double x() {
    return bounds().centreX();
  }

  /** The centre, as a fraction of the picture's height. */
  public double y() {
    return bounds().centreY();
  }

  /** The height of a member, as a fraction of the picture's height. */
  public double size() {
    return members.getFirst().height();
  }
}
