package io.github.hnswsearch.picture;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The orientation in EXIF data, which are laid out as a TIFF file without pixels.
 *
 * <p>The first directory alone is looked at. A whole EXIF reader would follow everything else that
 * a file from outside points to, for one number.
 */
final class ExifOrientation {
  static final int TAG = 0x0112;

  /** What stands before the data in JPEG files, and in some WebP files. */
  private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};

  private ExifOrientation() {}

  /**
   * Reads the orientation.
   *
   * @param exif with or without {@link #hasPrefix the prefix}
   * @return upright where the data are damaged or say nothing: the pixels are worth reading all the
   *     same
   */
  static Orientation of(ByteBuffer exif) {
    try {
      ByteBuffer tiff = hasPrefix(exif) ? exif.slice().position(PREFIX.length) : exif;
      return Orientation.ofTag((int) TiffDirectory.first(tiff).number(TAG, 1));
    } catch (DamagedPictureException e) {
      return Orientation.UPRIGHT;
    }
  }

  /** Whether data start with {@code Exif} and two zeros. */
  static boolean hasPrefix(ByteBuffer exif) {
    byte[] start = new byte[Math.min(PREFIX.length, exif.remaining())];
    exif.get(exif.position(), start);
    return Arrays.equals(start, PREFIX);
  }
}
