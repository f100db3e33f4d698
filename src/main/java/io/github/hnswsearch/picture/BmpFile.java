package io.github.hnswsearch.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A BMP file. Its decoder gets it as it is, as it has no parts that do not draw; but it draws on in
 * black where rows are missing, so their room is checked here.
 */
final class BmpFile implements EncodedPicture {
  private static final int FILE_HEADER_BYTES = 14;

  /** Length of the oldest header, which has 16-bit sizes. */
  private static final int CORE_HEADER_BYTES = 12;

  /** Length of the header that all later ones start with. */
  private static final int INFO_HEADER_BYTES = 40;

  private static final int UNCOMPRESSED = 0;
  private static final int RUN_LENGTHS_4 = 2;
  private static final int BIT_FIELDS = 3;

  private final byte[] bytes;
  private final int width;
  private final int height;

  /**
   * Reads the header.
   *
   * @throws DamagedPictureException if the file is cut off, or holds a JPEG or PNG file
   */
  BmpFile(byte[] bytes) throws DamagedPictureException {
    this.bytes = bytes;
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    need(FILE_HEADER_BYTES + Integer.BYTES, "the BMP header");
    long pixelsAt = Integer.toUnsignedLong(file.getInt(10));
    long headerBytes = Integer.toUnsignedLong(file.getInt(FILE_HEADER_BYTES));
    need(FILE_HEADER_BYTES + headerBytes, "the BMP header");
    int bits;
    int compression;
    if (headerBytes == CORE_HEADER_BYTES) {
      width = Short.toUnsignedInt(file.getShort(18));
      height = Short.toUnsignedInt(file.getShort(20));
      bits = file.getShort(24);
      compression = UNCOMPRESSED;
    } else if (headerBytes >= INFO_HEADER_BYTES) {
      width = file.getInt(18);
      height = Math.abs(file.getInt(22)); // Negative: from the top down.
      bits = file.getShort(28);
      compression = file.getInt(30);
    } else {
      throw new DamagedPictureException(
          "expected a BMP header of 12 bytes or of 40 and more, found " + headerBytes);
    }
    switch (compression) {
      case UNCOMPRESSED, BIT_FIELDS -> {
        long rowBytes = ((long) width * bits + 31) / 32 * 4;
        need(pixelsAt + rowBytes * height, "the pixels");
      }
      default -> {
        if (compression < UNCOMPRESSED || compression > RUN_LENGTHS_4) {
          throw new DamagedPictureException(
              "expected a BMP compression from 0 to 3, found " + compression);
        }
      }
    }
  }

  private void need(long end, String part) throws DamagedPictureException {
    if (end > bytes.length) {
      throw DamagedPictureException.cutOff(part, end, bytes.length);
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public Picture decode() throws IOException {
    return RgbSamples.of(ImageDecoder.image("bmp", bytes));
  }
}
