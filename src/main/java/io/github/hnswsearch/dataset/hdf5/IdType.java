package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.GlobalHeap;
import io.jhdf.Utils;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.StringData.PaddingType;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How one id, URL or path is stored, and how its text is got back. */
interface IdType {
  /** Longest id in bytes: nothing that names a picture or a paper is longer. */
  int MAX_BYTES = 1 << 14;

  /**
   * Decodes one id.
   *
   * @param element its bytes in the data set
   */
  String decode(ByteBuffer element);

  /** Whether a data set's type is one that ids are read from. */
  static boolean isReadable(StoredDataset dataset) {
    return dataset.isText()
        || (!dataset.hasCommittedType()
            && dataset.type() instanceof FixedPoint number
            && number.getBitOffset() == 0
            && number.getSize() <= Long.BYTES);
  }

  /** The type of a readable data set. */
  static IdType of(StoredDataset dataset, HdfBackingStorage storage) {
    if (dataset.type() instanceof StringData text) {
      return new Fixed(text.getPaddingType());
    }
    if (dataset.type() instanceof FixedPoint number) {
      return new Whole(number.isSigned(), number.getByteOrder());
    }
    return new Variable(storage, new Heaps());
  }

  /**
   * Bytes as text. They are taken for UTF-8 whatever the file says: h5py tags every {@code S} type
   * as ASCII. Bytes that are not UTF-8 are read as ISO-8859-1, so that different ids stay
   * different.
   */
  private static String text(byte[] bytes, int length) {
    checkLength(length);
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') < 0 || Arrays.equals(utf8(text), Arrays.copyOf(bytes, length))) {
      return text;
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static void checkLength(int length) {
    if (length > MAX_BYTES) {
      throw new HdfException(
          String.format("expected ids of at most %,d bytes, found one of %,d", MAX_BYTES, length));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A string in as many bytes for each, padded. */
  record Fixed(PaddingType padding) implements IdType {
    @Override
    public String decode(ByteBuffer element) {
      byte[] bytes = new byte[element.remaining()];
      element.get(bytes);
      return text(bytes, length(bytes));
    }

    private int length(byte[] bytes) {
      if (padding == PaddingType.NULL_TERMINATED) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
          end++;
        }
        return end;
      }
      byte pad = (byte) (padding == PaddingType.SPACE_PADDED ? ' ' : 0);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] == pad) {
        end--;
      }
      return end;
    }
  }

  /** A whole number of up to 64 bits, written in decimal. */
  record Whole(boolean signed, ByteOrder order) implements IdType {
    @Override
    public String decode(ByteBuffer element) {
      int bytes = element.remaining();
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        int at = order == ByteOrder.BIG_ENDIAN ? i : bytes - 1 - i;
        value = (value << Byte.SIZE) | Byte.toUnsignedInt(element.get(element.position() + at));
      }
      if (!signed) {
        return Long.toUnsignedString(value);
      }
      int unused = Long.SIZE - bytes * Byte.SIZE;
      return Long.toString((value << unused) >> unused);
    }
  }

  /** A string of its own length, kept in one of the file's global heaps. */
  record Variable(HdfBackingStorage storage, Heaps heaps) implements IdType {
    @Override
    public String decode(ByteBuffer element) {
      ByteBuffer reference = element.order(ByteOrder.LITTLE_ENDIAN);
      int length = reference.getInt();
      long address = Utils.readBytesAsUnsignedLong(reference, storage.getSizeOfOffsets());
      int index = reference.getInt();
      if (index == 0) {
        return "";
      }
      ByteBuffer stored = heaps.get(storage, address).getObjectData(index);
      if (length < 0 || length > stored.remaining()) {
        throw new HdfException(
            "an id of " + length + " bytes lies in an object of " + stored.remaining());
      }
      checkLength(length);
      byte[] bytes = new byte[length];
      stored.get(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] == 0) {
        end--;
      }
      return text(bytes, end);
    }
  }

  /** The heaps used last: consecutive ids mostly share one. */
  final class Heaps {
    private static final int MAX = 16;

    /** HDF5's own library makes none larger, so that ids in any order need no more to be read. */
    private static final long BYTES_AN_ID = 1 << 16;

    /** HDF5 file format specification 3.0, III.E: where a heap keeps its size. */
    private static final int SIZE_AT = 8;

    private final Map<Long, GlobalHeap> recent = new LinkedHashMap<>(MAX, 0.75f, true);
    private long ids;
    private long bytesRead;

    GlobalHeap get(HdfBackingStorage storage, long address) {
      ids++;
      GlobalHeap heap = recent.computeIfAbsent(address, at -> read(storage, at));
      if (recent.size() > MAX) {
        recent.remove(recent.keySet().iterator().next());
      }
      return heap;
    }

    private GlobalHeap read(HdfBackingStorage storage, long address) {
      int lengthBytes = storage.getSizeOfLengths();
      ByteBuffer header = storage.readBufferFromAddress(address, SIZE_AT + lengthBytes);
      bytesRead += Utils.readBytesAsUnsignedLong(header.position(SIZE_AT), lengthBytes);
      if (bytesRead > storage.size() + ids * BYTES_AN_ID) {
        throw new HdfException(
            String.format(
                "its ids lie in heaps so large that %,d MiB are read for the first %,d of them",
                bytesRead >> 20, ids));
      }
      return new GlobalHeap(storage, address);
    }
  }
}
