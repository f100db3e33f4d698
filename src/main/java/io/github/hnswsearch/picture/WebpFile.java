package io.github.hnswsearch.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The first frame of a WebP file (RFC 9649), on its canvas. Its decoder gets the bit stream of that
 * frame as a plain file; alpha, which is a chunk of its own or dropped from the samples, and
 * profiles are left out.
 */
final class WebpFile implements EncodedPicture {
  private static final int RIFF_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int CANVAS_BYTES = 10;
  private static final int FRAME_HEADER_BYTES = 16;
  private static final int LOSSY_HEADER_BYTES = 10;
  private static final int LOSSLESS_HEADER_BYTES = 5;
  private static final int SIZE_BITS = 14;
  private static final int SIZE_MASK = (1 << SIZE_BITS) - 1;

  /** Bytes that the decoder reads ahead of the bits it uses. */
  private static final int LOOK_AHEAD_BYTES = 16;

  private static final String LOSSY = "VP8 ";
  private static final String LOSSLESS = "VP8L";

  private final ByteBuffer file;

  /** Chunk of the bit stream, with its header. */
  private ByteBuffer stream = ByteBuffer.allocate(0);

  private int streamWidth;
  private int streamHeight;
  private int canvasWidth;
  private int canvasHeight;
  private int frameLeft;
  private int frameTop;
  private Orientation orientation = Orientation.UPRIGHT;

  /**
   * Walks over the chunks.
   *
   * @throws DamagedPictureException if the file is cut off or has no frame
   */
  WebpFile(byte[] bytes) throws DamagedPictureException {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long end = CHUNK_HEADER_BYTES + Integer.toUnsignedLong(file.getInt(4));
    if (end > bytes.length) {
      throw DamagedPictureException.cutOff("the WebP file", end, bytes.length);
    }
    walk(RIFF_BYTES, (int) end);
    if (!stream.hasRemaining()) {
      throw new DamagedPictureException("expected a WebP frame, found none");
    }
    if (canvasWidth == 0) {
      canvasWidth = streamWidth;
      canvasHeight = streamHeight;
    }
    if (frameLeft + streamWidth > canvasWidth || frameTop + streamHeight > canvasHeight) {
      throw new DamagedPictureException(
          "expected a WebP frame inside the canvas of %d x %d pixels, found %d x %d at (%d, %d)"
              .formatted(
                  canvasWidth, canvasHeight, streamWidth, streamHeight, frameLeft, frameTop));
    }
  }

  private void walk(int from, int to) throws DamagedPictureException {
    int at = from;
    while (at + CHUNK_HEADER_BYTES <= to) {
      String type = new String(file.array(), at, 4, StandardCharsets.ISO_8859_1);
      long length = Integer.toUnsignedLong(file.getInt(at + 4));
      if (at + CHUNK_HEADER_BYTES + length > to) {
        throw DamagedPictureException.cutOff(
            "WebP chunk " + type.strip(), at + CHUNK_HEADER_BYTES + length, to);
      }
      readChunk(type, at + CHUNK_HEADER_BYTES, (int) length);
      at += CHUNK_HEADER_BYTES + (int) (length + (length & 1)); // Padded to even lengths.
    }
  }

  private void readChunk(String type, int at, int length) throws DamagedPictureException {
    switch (type) {
      case "VP8X" -> {
        need(length, CANVAS_BYTES, type);
        canvasWidth = 1 + unsigned24(at + 4);
        canvasHeight = 1 + unsigned24(at + 7);
      }
      case "EXIF" -> orientation = ExifOrientation.of(file.slice(at, length));
      case "ANMF" -> {
        if (!stream.hasRemaining()) {
          need(length, FRAME_HEADER_BYTES, type);
          frameLeft = 2 * unsigned24(at);
          frameTop = 2 * unsigned24(at + 3);
          walk(at + FRAME_HEADER_BYTES, at + length);
        }
      }
      case LOSSY, LOSSLESS -> {
        if (!stream.hasRemaining()) {
          readStreamHeader(type, at, length);
          stream = file.slice(at - CHUNK_HEADER_BYTES, CHUNK_HEADER_BYTES + length);
        }
      }
      default -> {}
    }
  }

  private void readStreamHeader(String type, int at, int length) throws DamagedPictureException {
    if (type.equals(LOSSLESS)) {
      need(length, LOSSLESS_HEADER_BYTES, type);
      int sizes = file.getInt(at + 1);
      streamWidth = 1 + (sizes & SIZE_MASK);
      streamHeight = 1 + ((sizes >> SIZE_BITS) & SIZE_MASK);
    } else {
      need(length, LOSSY_HEADER_BYTES, type);
      streamWidth = file.getShort(at + 6) & SIZE_MASK;
      streamHeight = file.getShort(at + 8) & SIZE_MASK;
    }
  }

  private static void need(int length, int bytes, String type) throws DamagedPictureException {
    if (length < bytes) {
      throw new DamagedPictureException(
          "expected WebP chunk %s of %d bytes or more, found %d"
              .formatted(type.strip(), bytes, length));
    }
  }

  private int unsigned24(int at) {
    return Short.toUnsignedInt(file.getShort(at)) | Byte.toUnsignedInt(file.get(at + 2)) << 16;
  }

  @Override
  public int width() {
    return canvasWidth;
  }

  @Override
  public int height() {
    return canvasHeight;
  }

  @Override
  public Orientation orientation() {
    return orientation;
  }

  @Override
  public Picture decode() throws IOException {
    Picture frame = RgbSamples.of(ImageDecoder.webp(streamAlone()));
    if (frame.width() == canvasWidth && frame.height() == canvasHeight) {
      return frame;
    }
    byte[] canvas = new byte[canvasWidth * canvasHeight * Picture.CHANNELS];
    int rowBytes = frame.width() * Picture.CHANNELS;
    for (int y = 0; y < frame.height(); y++) {
      int to = ((frameTop + y) * canvasWidth + frameLeft) * Picture.CHANNELS;
      System.arraycopy(frame.samples(), y * rowBytes, canvas, to, rowBytes);
    }
    return new Picture(canvasWidth, canvasHeight, canvas);
  }

  private byte[] streamAlone() {
    int length = RIFF_BYTES + stream.limit() + (stream.limit() & 1);
    ByteBuffer alone =
        ByteBuffer.allocate(length + LOOK_AHEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    alone.put(file.array(), 0, 4).putInt(length - CHUNK_HEADER_BYTES);
    alone.put(file.array(), 8, 4).put(stream.duplicate());
    return alone.array();
  }
}
