package io.github.hnswsearch.picture;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first frame of a GIF file (GIF89a specification), on its screen. Its decoder gets the
 * compressed pixels of that frame; palette and place are applied here. As in Pillow, transparent
 * pixels show the colour behind their number, and what the frame leaves free is filled with that
 * colour, or the first one.
 */
final class GifFile implements EncodedPicture {
  private static final int HEADER_BYTES = 13;
  private static final int DESCRIPTOR_BYTES = 9;
  private static final int INTRODUCER_EXTENSION = '!';
  private static final int INTRODUCER_FRAME = ',';
  private static final int INTRODUCER_END = ';';
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int HAS_PALETTE = 0x80;
  private static final int INTERLACED = 0x40;
  private static final int PALETTE_BITS = 0x07;
  private static final int TRANSPARENT = 0x01;
  private static final int COLORS = 256;

  private final ByteBuffer file;
  private byte[] palette = greys();
  private int background;
  private int width;
  private int height;
  private int frameLeft;
  private int frameTop;
  private int frameWidth;
  private int frameHeight;
  private boolean interlaced;
  private ByteBuffer compressed = ByteBuffer.allocate(0);

  /**
   * Walks over the blocks up to the end of the first frame.
   *
   * @throws DamagedPictureException if the file is cut off before that
   */
  GifFile(byte[] bytes) throws DamagedPictureException {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    need(HEADER_BYTES);
    width = Short.toUnsignedInt(file.getShort(6));
    height = Short.toUnsignedInt(file.getShort(8));
    int flags = file.get(10);
    file.position(HEADER_BYTES);
    readPalette(flags);
    int introducer = unsignedByte();
    while (introducer != INTRODUCER_FRAME) {
      if (introducer == INTRODUCER_END) {
        throw new DamagedPictureException("expected a frame, found the end mark of the file");
      }
      if (introducer == INTRODUCER_EXTENSION) {
        readExtension();
      }
      introducer = unsignedByte();
    }
    readFrame();
  }

  private void readExtension() throws DamagedPictureException {
    int label = unsignedByte();
    int start = file.position();
    skipBlocks();
    if (label == GRAPHIC_CONTROL
        && file.get(start) >= 4
        && (file.get(start + 1) & TRANSPARENT) != 0) {
      background = Byte.toUnsignedInt(file.get(start + 4));
    }
  }

  private void readFrame() throws DamagedPictureException {
    need(DESCRIPTOR_BYTES);
    frameLeft = Short.toUnsignedInt(file.getShort());
    frameTop = Short.toUnsignedInt(file.getShort());
    frameWidth = Short.toUnsignedInt(file.getShort());
    frameHeight = Short.toUnsignedInt(file.getShort());
    width = Math.max(width, frameLeft + frameWidth);
    height = Math.max(height, frameTop + frameHeight);
    int flags = file.get();
    interlaced = (flags & INTERLACED) != 0;
    readPalette(flags);
    int start = file.position();
    unsignedByte(); // The code size, which the decoder checks.
    skipBlocks();
    compressed = file.slice(start, file.position() - start);
    if (frameWidth == 0 || frameHeight == 0) {
      throw new DamagedPictureException(
          "expected a frame of pixels, found one of " + frameWidth + " x " + frameHeight);
    }
  }

  private void readPalette(int flags) throws DamagedPictureException {
    if ((flags & HAS_PALETTE) != 0) {
      int bytes = 3 << ((flags & PALETTE_BITS) + 1);
      need(bytes);
      palette = greys();
      file.get(palette, 0, bytes);
    }
  }

  /** What numbers without a palette stand for. */
  private static byte[] greys() {
    byte[] greys = new byte[COLORS * 3];
    for (int i = 0; i < greys.length; i++) {
      greys[i] = (byte) (i / 3);
    }
    return greys;
  }

  private void skipBlocks() throws DamagedPictureException {
    for (int length = unsignedByte(); length > 0; length = unsignedByte()) {
      need(length);
      file.position(file.position() + length);
    }
  }

  private int unsignedByte() throws DamagedPictureException {
    need(1);
    return Byte.toUnsignedInt(file.get());
  }

  private void need(int bytes) throws DamagedPictureException {
    if (bytes > file.remaining()) {
      throw DamagedPictureException.cutOff(
          "a GIF block", file.position() + (long) bytes, file.limit());
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
    Raster numbers = ImageDecoder.image("gif", frameAlone()).getRaster();
    byte[] samples = new byte[width * height * Picture.CHANNELS];
    for (int at = 0; at < samples.length; at += Picture.CHANNELS) {
      System.arraycopy(palette, background * 3, samples, at, Picture.CHANNELS);
    }
    int[] row = new int[frameWidth];
    for (int y = 0; y < frameHeight; y++) {
      numbers.getPixels(0, y, frameWidth, 1, row);
      int at = ((frameTop + y) * width + frameLeft) * Picture.CHANNELS;
      for (int number : row) {
        System.arraycopy(palette, number * 3, samples, at, Picture.CHANNELS);
        at += Picture.CHANNELS;
      }
    }
    return new Picture(width, height, samples);
  }

  /**
   * A file of this frame and a palette of 256 colours, whichever, so that all numbers are sound.
   */
  private byte[] frameAlone() {
    ByteBuffer frame =
        ByteBuffer.allocate(
                HEADER_BYTES + 1 + DESCRIPTOR_BYTES + palette.length + compressed.limit() + 1)
            .order(ByteOrder.LITTLE_ENDIAN);
    frame.put(file.array(), 0, 6).putShort((short) frameWidth).putShort((short) frameHeight);
    frame.put(new byte[3]);
    frame.put((byte) INTRODUCER_FRAME).putInt(0);
    frame.putShort((short) frameWidth).putShort((short) frameHeight);
    frame.put((byte) (HAS_PALETTE | PALETTE_BITS | (interlaced ? INTERLACED : 0)));
    frame.put(palette).put(compressed.duplicate()).put((byte) INTRODUCER_END);
    return frame.array();
  }
}
