package io.github.hnswsearch.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF file or of EXIF data (TIFF 6.0, section 2): a list of numbered
 * entries, all of whose values have been found to lie inside the file.
 *
 * @param file the whole file, in its byte order
 * @param entries in the order of the file
 */
record TiffDirectory(ByteBuffer file, List<Entry> entries) {
  static final int HEADER_BYTES = 8;
  static final int ENTRY_BYTES = 12;

  private static final int MAGIC = 42;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** Bytes a value by type, from BYTE (1) to DOUBLE (12); 0 is no type. */
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  /**
   * An entry.
   *
   * @param at its first byte in the file
   * @param valueAt first byte of its values in the file
   * @param count how many values
   */
  record Entry(int tag, int type, int count, int at, int valueAt) {}

  /**
   * Finds the first directory.
   *
   * @throws DamagedPictureException if there is none, or a value lies beyond the end
   */
  static TiffDirectory first(ByteBuffer source) throws DamagedPictureException {
    ByteBuffer file = source.slice();
    int length = file.limit();
    if (length < HEADER_BYTES) {
      throw DamagedPictureException.cutOff("the TIFF header", HEADER_BYTES, length);
    }
    file.order(file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (file.getShort(2) != MAGIC) {
      throw new DamagedPictureException("expected TIFF version 42, found " + file.getShort(2));
    }
    long start = Integer.toUnsignedLong(file.getInt(4));
    if (start + Short.BYTES > length) {
      throw DamagedPictureException.cutOff("the TIFF directory", start + Short.BYTES, length);
    }
    int count = Short.toUnsignedInt(file.getShort((int) start));
    long end = start + Short.BYTES + (long) count * ENTRY_BYTES;
    if (end > length) {
      throw DamagedPictureException.cutOff("the TIFF directory", end, length);
    }
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Entry entry = entry(file, (int) start + Short.BYTES + i * ENTRY_BYTES);
      if (entry != null) {
        entries.add(entry);
      }
    }
    return new TiffDirectory(file, List.copyOf(entries));
  }

  /** The entry at an offset; null if its type is unknown, as the format asks readers to do. */
  private static @Nullable Entry entry(ByteBuffer file, int at) throws DamagedPictureException {
    int tag = Short.toUnsignedInt(file.getShort(at));
    int type = Short.toUnsignedInt(file.getShort(at + 2));
    if (type == 0 || type >= TYPE_BYTES.length) {
      return null;
    }
    long count = Integer.toUnsignedLong(file.getInt(at + 4));
    long bytes = count * TYPE_BYTES[type];
    long valueAt = bytes <= Integer.BYTES ? at + 8L : Integer.toUnsignedLong(file.getInt(at + 8));
    if (valueAt + bytes > file.limit()) {
      throw DamagedPictureException.cutOff(
          "the values of TIFF tag " + tag, valueAt + bytes, file.limit());
    }
    return new Entry(tag, type, (int) count, at, (int) valueAt);
  }

  @Nullable Entry find(int tag) {
    for (Entry entry : entries) {
      if (entry.tag == tag) {
        return entry;
      }
    }
    return null;
  }

  /** The first value of an entry of whole numbers; another where there is no such entry. */
  long number(int tag, long otherwise) {
    Entry entry = find(tag);
    return entry == null || entry.count == 0 || !isWhole(entry) ? otherwise : number(entry, 0);
  }

  /** A value of an entry of whole numbers. */
  long number(Entry entry, int index) {
    return switch (entry.type) {
      case BYTE -> Byte.toUnsignedLong(file.get(entry.valueAt + index));
      case SHORT -> Short.toUnsignedLong(file.getShort(entry.valueAt + index * Short.BYTES));
      default -> Integer.toUnsignedLong(file.getInt(entry.valueAt + index * Integer.BYTES));
    };
  }

  static boolean isWhole(Entry entry) {
    return entry.type == BYTE || entry.type == SHORT || entry.type == LONG;
  }
}
