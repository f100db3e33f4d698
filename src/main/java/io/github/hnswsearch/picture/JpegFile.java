package io.github.hnswsearch.picture;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A JPEG file (ITU-T T.81, annex B). Its decoder gets tables, frame and scans; what its application
 * segments say about colour and orientation is read here.
 */
final class JpegFile implements EncodedPicture {
  /**
   * Scans of a file: real ones have at most some twenty. Each makes the decoder go over all pixels
   * again, and takes no more than a few bytes.
   */
  private static final int MAX_SCANS = 100;

  private static final int MARKER = 0xff;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int JPEG_EXTENSIONS = 0xc8;
  private static final int ARITHMETIC_CONDITIONS = 0xcc;
  private static final int FIRST_FRAME = 0xc0;
  private static final int LAST_FRAME = 0xcf;

  /** The last of the kinds that decoders read: baseline, extended and progressive. */
  private static final int LAST_HUFFMAN_FRAME = 0xc2;

  private static final int FIRST_RESTART = 0xd0;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_APPLICATION = 0xe0;
  private static final int LAST_APPLICATION = 0xef;
  private static final int COMMENT = 0xfe;

  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final int ADOBE_TRANSFORM_AT = 11;

  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final byte[] drawing;
  private int drawn;

  private int width;
  private int height;
  private int[] componentIds = {};
  private boolean jfif;
  private int adobeTransform = JpegColors.NO_ADOBE_TRANSFORM;
  private Orientation orientation = Orientation.UPRIGHT;
  private boolean hasExif;

  /**
   * Walks over the segments.
   *
   * @throws DamagedPictureException if the file is cut off or its segments do not follow each other
   */
  JpegFile(byte[] bytes) throws DamagedPictureException {
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes);
    this.drawing = new byte[bytes.length];
    walk();
    if (componentIds.length == 0) {
      throw new DamagedPictureException("expected a frame of pixels before byte " + bytes.length);
    }
  }

  private void walk() throws DamagedPictureException {
    int scans = 0;
    int at = 0;
    while (true) {
      int marker = nextMarker(at);
      int code = Byte.toUnsignedInt(bytes[marker]);
      at = marker + 1;
      if (code == END_OF_IMAGE) {
        keep(marker - 1, at);
        return;
      }
      if (code == START_OF_IMAGE) {
        keep(marker - 1, at);
        continue;
      }
      if (code == TEMPORARY || isRestart(code)) {
        continue;
      }
      int end = segmentEnd(at, code);
      readSegment(code, at + Short.BYTES, end);
      if (code == START_OF_SCAN) {
        if (++scans > MAX_SCANS) {
          throw new DamagedPictureException("expected at most " + MAX_SCANS + " scans, found more");
        }
        end = scanEnd(end);
      }
      if (!isApplication(code) && code != COMMENT) {
        keep(marker - 1, end);
      }
      at = end;
    }
  }

  /** Where the code of the next marker stands; bytes between segments are passed over. */
  private int nextMarker(int from) throws DamagedPictureException {
    for (int i = from; i + 1 < bytes.length; i++) {
      if (bytes[i] == (byte) MARKER && bytes[i + 1] != (byte) MARKER && bytes[i + 1] != 0) {
        return i + 1;
      }
    }
    throw new DamagedPictureException(
        "expected an end marker, found the end of the file at byte " + bytes.length);
  }

  private int segmentEnd(int at, int code) throws DamagedPictureException {
    String name = "segment ff" + Integer.toHexString(code);
    if (at + Short.BYTES > bytes.length) {
      throw DamagedPictureException.cutOff(name, at + Short.BYTES, bytes.length);
    }
    int length = Short.toUnsignedInt(buffer.getShort(at));
    if (length < Short.BYTES || at + length > bytes.length) {
      throw DamagedPictureException.cutOff(name, at + length, bytes.length);
    }
    return at + length;
  }

  /** The first marker that ends a scan: neither a stuffed byte nor a restart. */
  private int scanEnd(int from) throws DamagedPictureException {
    int marker = nextMarker(from);
    while (isRestart(Byte.toUnsignedInt(bytes[marker]))) {
      marker = nextMarker(marker);
    }
    return marker - 1;
  }

  private void readSegment(int code, int from, int to) throws DamagedPictureException {
    ByteBuffer content = buffer.slice(from, to - from);
    if (isFrame(code)) {
      if (code > LAST_HUFFMAN_FRAME) {
        throw new DamagedPictureException(
            "expected a baseline or progressive JPEG file, found frame type SOF"
                + (code - FIRST_FRAME));
      }
      readFrame(content);
    } else if (code == FIRST_APPLICATION && startsWith(content, JFIF)) {
      jfif = true;
    } else if (code == FIRST_APPLICATION + 1 && !hasExif && ExifOrientation.hasPrefix(content)) {
      hasExif = true;
      orientation = ExifOrientation.of(content);
    } else if (code == FIRST_APPLICATION + 14
        && content.limit() > ADOBE_TRANSFORM_AT
        && startsWith(content, ADOBE)) {
      adobeTransform = Byte.toUnsignedInt(content.get(ADOBE_TRANSFORM_AT));
    }
  }

  /** Frame header: precision, lines, columns, then three bytes a component. */
  private void readFrame(ByteBuffer content) throws DamagedPictureException {
    if (componentIds.length > 0) {
      throw new DamagedPictureException("expected one frame, found two");
    }
    int components = content.limit() < 6 ? 0 : Byte.toUnsignedInt(content.get(5));
    if (components == 0 || content.limit() < 6 + 3 * components) {
      throw new DamagedPictureException("the frame header is too short");
    }
    height = Short.toUnsignedInt(content.getShort(1));
    width = Short.toUnsignedInt(content.getShort(3));
    componentIds = new int[components];
    for (int i = 0; i < components; i++) {
      componentIds[i] = Byte.toUnsignedInt(content.get(6 + 3 * i));
    }
  }

  private void keep(int from, int to) {
    System.arraycopy(bytes, from, drawing, drawn, to - from);
    drawn += to - from;
  }

  private static boolean isFrame(int code) {
    return code >= FIRST_FRAME
        && code <= LAST_FRAME
        && code != HUFFMAN_TABLES
        && code != JPEG_EXTENSIONS
        && code != ARITHMETIC_CONDITIONS;
  }

  private static boolean isRestart(int code) {
    return code >= FIRST_RESTART && code < START_OF_IMAGE;
  }

  private static boolean isApplication(int code) {
    return code >= FIRST_APPLICATION && code <= LAST_APPLICATION;
  }

  private static boolean startsWith(ByteBuffer content, byte[] prefix) {
    return content.limit() >= prefix.length
        && content.slice(0, prefix.length).equals(ByteBuffer.wrap(prefix));
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
    JpegColors colors = JpegColors.of(componentIds, jfif, adobeTransform);
    Raster raster = ImageDecoder.jpegSamples(drawing, drawn);
    byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
    return new Picture(width, height, colors.toRgb(samples));
  }
}
