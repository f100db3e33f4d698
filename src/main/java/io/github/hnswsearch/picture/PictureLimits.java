package io.github.hnswsearch.picture;

/**
 * What a picture may take up, checked before it is decoded: a file of a few bytes can unpack to any
 * number of pixels.
 *
 * @param fileBytes longest file in bytes, from 1
 * @param pixels most pixels of a picture, from 1. Decoding takes some 3 to 8 bytes of memory a
 *     pixel, so the default takes up to 800 MB
 */
public record PictureLimits(int fileBytes, int pixels) {
  /** 128 MiB and 100 megapixels. */
  public static final PictureLimits DEFAULT = new PictureLimits(128 << 20, 100_000_000);

  /** Longest side: no format of photographs goes further. */
  static final int SIDE = 65_535;

  /** What an array holds. */
  private static final int MAX_PIXELS = Integer.MAX_VALUE / Picture.CHANNELS - 1;

  /** A picture is decoded in up to 8 bytes a pixel: half of the heap. */
  private static final int HEAP_BYTES_A_PIXEL = 16;

  /** The same, and no more pixels than half of this program's heap holds while they are decoded. */
  public PictureLimits withinHeap() {
    long affordable = Runtime.getRuntime().maxMemory() / HEAP_BYTES_A_PIXEL;
    return new PictureLimits(fileBytes, (int) Math.min(pixels, affordable));
  }

  public PictureLimits {
    if (fileBytes < 1 || pixels < 1 || pixels > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "expected limits from 1, and at most %d pixels; found %d bytes and %d pixels"
              .formatted(MAX_PIXELS, fileBytes, pixels));
    }
  }
}
