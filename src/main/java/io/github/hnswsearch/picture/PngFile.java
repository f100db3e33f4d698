package io.github.hnswsearch.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A PNG file (PNG 3rd edition, section 5). Its decoder gets the critical chunks, whose checksums
 * have been verified; compressed texts and profiles could unpack to any size. Transparency is an
 * ancillary chunk or a fourth sample, and dropped in both cases.
 */
final class PngFile implements EncodedPicture {
  private static final int SIGNATURE_BYTES = 8;

  /** Length, type and checksum of a chunk. */
  private static final int FRAME_BYTES = 12;

  private static final int HEADER_BYTES = 13;
  private static final int ANCILLARY = 0x20;

  private final ByteArrayOutputStream drawing;
  private int width;
  private int height;
  private Orientation orientation = Orientation.UPRIGHT;

  /**
   * Walks over the chunks.
   *
   * @throws DamagedPictureException if the file is cut off or a critical chunk is damaged
   */
  PngFile(byte[] bytes) throws DamagedPictureException {
    drawing = new ByteArrayOutputStream(bytes.length);
    drawing.write(bytes, 0, SIGNATURE_BYTES);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int at = SIGNATURE_BYTES;
    String type = "";
    while (!type.equals("IEND")) {
      if (at + FRAME_BYTES > bytes.length) {
        throw DamagedPictureException.cutOff("the next PNG chunk", at + FRAME_BYTES, bytes.length);
      }
      type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      long length = Integer.toUnsignedLong(buffer.getInt(at));
      if (at + FRAME_BYTES + length > bytes.length) {
        throw DamagedPictureException.cutOff(
            "PNG chunk " + type, at + FRAME_BYTES + length, bytes.length);
      }
      readChunk(buffer.slice(at, FRAME_BYTES + (int) length), type, at);
      at += FRAME_BYTES + (int) length;
    }
  }

  private void readChunk(ByteBuffer chunk, String type, int at) throws DamagedPictureException {
    ByteBuffer content = chunk.slice(8, chunk.limit() - FRAME_BYTES);
    if ((type.charAt(0) & ANCILLARY) != 0) {
      if (type.equals("eXIf")) {
        orientation = ExifOrientation.of(content);
      }
      return;
    }
    CRC32 checksum = new CRC32();
    checksum.update(chunk.slice(4, chunk.limit() - 8));
    if ((int) checksum.getValue() != chunk.getInt(chunk.limit() - 4)) {
      throw new DamagedPictureException(
          "the checksum of PNG chunk " + type + " at byte " + at + " is wrong");
    }
    if (type.equals("IHDR") != (at == SIGNATURE_BYTES)
        || (type.equals("IHDR") && content.limit() != HEADER_BYTES)) {
      throw new DamagedPictureException(
          "expected a PNG header of 13 bytes at byte 8, found chunk " + type + " at byte " + at);
    }
    switch (type) {
      case "IHDR" -> {
        width = content.getInt(0);
        height = content.getInt(4);
      }
      case "PLTE", "IDAT", "IEND" -> {}
      default ->
          throw new DamagedPictureException(
              "expected chunks of the PNG standard, found " + type + " at byte " + at);
    }
    drawing.write(chunk.array(), chunk.arrayOffset(), chunk.limit());
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
  public Orientation orientation() {
    return orientation;
  }

  @Override
  public Picture decode() throws IOException {
    return RgbSamples.of(ImageDecoder.image("png", drawing.toByteArray()));
  }
}
