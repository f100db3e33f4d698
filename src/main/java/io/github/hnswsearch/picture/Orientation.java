package io.github.hnswsearch.picture;

/**
 * How stored pixels have to be turned to stand upright: the eight values of the EXIF tag
 * Orientation (CIPA DC-008, 4.6.5.1.6), in its order from 1.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  TURN_RIGHT(true, false, true),
  TRANSVERSE(true, true, true),
  TURN_LEFT(true, true, false);

  /** Whether rows become columns. */
  private final boolean swapped;

  /** Whether the stored columns are read from right to left. */
  private final boolean fromRight;

  /** Whether the stored rows are read from the bottom up. */
  private final boolean fromBottom;

  Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {
    this.swapped = swapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** The orientation of a tag's value; upright for those that have no meaning. */
  static Orientation ofTag(int value) {
    return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
  }

  /** Whether a picture is as wide upright as it is high as stored. */
  boolean swapsSides() {
    return swapped;
  }

  Picture apply(Picture stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int storedWidth = stored.width();
    int storedHeight = stored.height();
    int width = swapped ? storedHeight : storedWidth;
    int height = swapped ? storedWidth : storedHeight;
    int alongRow = fromRight ? -1 : 1;
    int alongColumn = fromBottom ? -storedWidth : storedWidth;
    int toNextColumn = swapped ? alongColumn : alongRow;
    int toNextRow = swapped ? alongRow : alongColumn;
    int rowStart =
        (fromRight ? storedWidth - 1 : 0) + (fromBottom ? (storedHeight - 1) * storedWidth : 0);

    byte[] from = stored.samples();
    byte[] to = new byte[from.length];
    int at = 0;
    for (int y = 0; y < height; y++, rowStart += toNextRow) {
      int pixel = rowStart;
      for (int x = 0; x < width; x++, pixel += toNextColumn) {
        int sample = pixel * Picture.CHANNELS;
        to[at++] = from[sample];
        to[at++] = from[sample + 1];
        to[at++] = from[sample + 2];
      }
    }
    return new Picture(width, height, to);
  }
}
