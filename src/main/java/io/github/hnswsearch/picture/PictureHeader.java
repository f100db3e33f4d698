package io.github.hnswsearch.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The start of a picture file, as far as it tells a size. Every read is within the bytes there are,
 * or fails with an {@link IndexOutOfBoundsException}.
 */
final class PictureHeader {
  private static final int TIFF_WIDTH = 256;
  private static final int TIFF_HEIGHT = 257;

  private final byte[] head;
  private final ByteBuffer big;
  private final ByteBuffer little;

  PictureHeader(byte[] head) {
    this.head = head;
    this.big = ByteBuffer.wrap(head);
    this.little = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
  }

  Optional<PictureSize> size(PictureFormat format) throws DamagedPictureException {
    return switch (format) {
      case JPEG -> jpeg();
      case PNG -> upright(new PictureSize(big.getInt(16), big.getInt(20)), chunkOrientation(true));
      case GIF -> known(word(little, 6), word(little, 8));
      // Rows from the top down have a negative height.
      case BMP -> known(little.getInt(18), Math.abs(little.getInt(22)));
      case TIFF_LITTLE_ENDIAN, TIFF_BIG_ENDIAN -> tiff();
      case WEBP -> webp();
    };
  }

  /** Segment after segment up to the frame; the orientation stands before it. */
  private Optional<PictureSize> jpeg() {
    Orientation orientation = Orientation.UPRIGHT;
    int at = 2;
    while (true) {
      int code = Byte.toUnsignedInt(head[at + 1]);
      if (Byte.toUnsignedInt(head[at]) != 0xff || code == 0xff) {
        at++; // Filling between segments.
        continue;
      }
      int length = word(big, at + 2);
      if (code == 0xe1) {
        ByteBuffer content = big.slice(at + 4, length - 2);
        if (ExifOrientation.hasPrefix(content)) {
          orientation = ExifOrientation.of(content);
        }
      } else if (isFrame(code)) {
        PictureSize stored = new PictureSize(word(big, at + 7), word(big, at + 5));
        return upright(stored, orientation);
      }
      at += 2 + length;
    }
  }

  /** SOF0 to SOF15, without the tables that share their range. */
  private static boolean isFrame(int code) {
    return code >= 0xc0 && code <= 0xcf && code != 0xc4 && code != 0xc8 && code != 0xcc;
  }

  private Optional<PictureSize> tiff() throws DamagedPictureException {
    TiffDirectory directory = TiffDirectory.first(big);
    PictureSize stored =
        new PictureSize(
            (int) Math.min(directory.number(TIFF_WIDTH, 0), Integer.MAX_VALUE),
            (int) Math.min(directory.number(TIFF_HEIGHT, 0), Integer.MAX_VALUE));
    Orientation orientation = Orientation.ofTag((int) directory.number(ExifOrientation.TAG, 1));
    return upright(stored, orientation);
  }

  /** The three kinds of WebP: lossy, lossless and extended. */
  private Optional<PictureSize> webp() {
    return switch (name(12)) {
      case "VP8 " -> known(word(little, 26) & 0x3fff, word(little, 28) & 0x3fff);
      case "VP8L" -> {
        int bits = little.getInt(21);
        yield known((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
      }
      case "VP8X" ->
          upright(
              new PictureSize((little.getInt(23) >>> 8) + 1, (little.getInt(26) >>> 8) + 1),
              chunkOrientation(false));
      default -> Optional.empty();
    };
  }

  /**
   * The orientation in a chunk of PNG or WebP: upright where it lies behind what was read.
   *
   * @param png whether chunks start with their length, and end with a checksum; those of WebP start
   *     with their name, and are filled up to an even length
   */
  private Orientation chunkOrientation(boolean png) {
    String wanted = png ? "eXIf" : "EXIF";
    long next = png ? 8 : 12;
    while (next + 8 <= head.length) {
      int at = (int) next;
      long length = Integer.toUnsignedLong(png ? big.getInt(at) : little.getInt(at + 4));
      if (name(png ? at + 4 : at).equals(wanted)) {
        return at + 8 + length > head.length
            ? Orientation.UPRIGHT
            : ExifOrientation.of(big.slice(at + 8, (int) length));
      }
      next += length + (png ? 12 : 8 + length % 2);
    }
    return Orientation.UPRIGHT;
  }

  private String name(int at) {
    return new String(head, at, 4, StandardCharsets.ISO_8859_1);
  }

  private static Optional<PictureSize> upright(PictureSize stored, Orientation orientation) {
    return Optional.of(orientation.swapsSides() ? stored.turned() : stored);
  }

  private static Optional<PictureSize> known(int width, int height) {
    return Optional.of(new PictureSize(width, height));
  }

  private static int word(ByteBuffer buffer, int at) {
    return Short.toUnsignedInt(buffer.getShort(at));
  }
}
