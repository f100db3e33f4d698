package io.github.hnswsearch.picture;

import io.github.hnswsearch.picture.TiffDirectory.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first page of a TIFF file (TIFF 6.0). Its decoder gets a new directory with those entries
 * alone that draw, in front of the same pixels: it would read all values of all directories.
 */
final class TiffFile implements EncodedPicture {
  private static final int IMAGE_WIDTH = 256;
  private static final int IMAGE_LENGTH = 257;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_BYTE_COUNTS = 279;
  private static final int PLANAR_CONFIGURATION = 284;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTE_COUNTS = 325;

  /**
   * What draws: sizes, samples, compression, palette, strips and tiles. Left out are profiles,
   * previews, further pages, private data and texts.
   */
  private static final Set<Integer> DRAWING =
      Set.of(
          IMAGE_WIDTH,
          IMAGE_LENGTH,
          258, // BitsPerSample
          259, // Compression
          PHOTOMETRIC,
          266, // FillOrder
          STRIP_OFFSETS,
          277, // SamplesPerPixel
          278, // RowsPerStrip
          STRIP_BYTE_COUNTS,
          PLANAR_CONFIGURATION,
          292, // T4Options
          293, // T6Options
          317, // Predictor
          320, // ColorMap
          322, // TileWidth
          323, // TileLength
          TILE_OFFSETS,
          TILE_BYTE_COUNTS,
          332, // InkSet
          338, // ExtraSamples
          339, // SampleFormat
          347, // JPEGTables
          529, // YCbCrCoefficients
          530, // YCbCrSubSampling
          531, // YCbCrPositioning
          532); // ReferenceBlackWhite

  private static final int SEPARATE_PLANES = 2;
  private static final int YCC = 6;

  private final TiffDirectory directory;

  /**
   * Reads the first directory.
   *
   * @throws DamagedPictureException if the file is cut off or its colours cannot be read
   */
  TiffFile(byte[] bytes) throws DamagedPictureException {
    directory = TiffDirectory.first(ByteBuffer.wrap(bytes));
    int photometric = (int) directory.number(PHOTOMETRIC, 1);
    boolean separate = directory.number(PLANAR_CONFIGURATION, 1) == SEPARATE_PLANES;
    if (photometric > YCC || (photometric == YCC && separate)) {
      throw new DamagedPictureException(
          "expected TIFF colours 0 to 6 (PhotometricInterpretation), found "
              + photometric
              + (separate ? " in separate planes" : ""));
    }
    checkParts(directory.find(STRIP_OFFSETS), directory.find(STRIP_BYTE_COUNTS), "strip");
    checkParts(directory.find(TILE_OFFSETS), directory.find(TILE_BYTE_COUNTS), "tile");
  }

  private void checkParts(@Nullable Entry offsets, @Nullable Entry byteCounts, String part)
      throws DamagedPictureException {
    if (offsets == null || byteCounts == null) {
      return;
    }
    int length = directory.file().limit();
    for (int i = 0; i < Math.min(offsets.count(), byteCounts.count()); i++) {
      long end = directory.number(offsets, i) + directory.number(byteCounts, i);
      if (end > length) {
        throw DamagedPictureException.cutOff(part + " " + i, end, length);
      }
    }
  }

  @Override
  public int width() {
    return size(IMAGE_WIDTH);
  }

  @Override
  public int height() {
    return size(IMAGE_LENGTH);
  }

  private int size(int tag) {
    return (int) Math.min(directory.number(tag, 0), Integer.MAX_VALUE);
  }

  @Override
  public Orientation orientation() {
    return Orientation.ofTag((int) directory.number(ExifOrientation.TAG, 1));
  }

  @Override
  public Picture decode() throws IOException {
    return RgbSamples.of(ImageDecoder.tiff(withDrawingDirectory()));
  }

  /** The file with another first directory behind its end; the values stay where they are. */
  @SuppressWarnings("ByteBufferBackingArray") // The buffer wraps the whole array.
  private byte[] withDrawingDirectory() {
    List<Entry> kept =
        directory.entries().stream().filter(entry -> DRAWING.contains(entry.tag())).toList();
    ByteBuffer source = directory.file();
    int start = source.limit();
    int bytes = Short.BYTES + kept.size() * TiffDirectory.ENTRY_BYTES + Integer.BYTES;
    ByteBuffer file =
        ByteBuffer.wrap(Arrays.copyOf(source.array(), start + bytes)).order(source.order());
    file.putInt(4, start);
    file.position(start).putShort((short) kept.size());
    for (Entry entry : kept) {
      file.put(source.slice(entry.at(), TiffDirectory.ENTRY_BYTES));
    }
    return file.array(); // The last four bytes are zero: no further directory.
  }
}
