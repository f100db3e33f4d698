package io.github.hnswsearch.dataset.hdf5;

import com.carrotsearch.hppc.LongIntHashMap;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What jHDF takes for granted of structures that it knows by their signatures: that no array or
 * tree promises more entries than memory can hold, since room for all of them is made at once, and
 * that a tree leads to each of its nodes once. Sixty nodes that each name the next one twice would
 * be walked for ever.
 */
final class StructureChecks {
  /** The heap that a chunk or link takes while its index is read, in bytes. */
  private static final int BYTES_AN_ENTRY = 256;

  /** How often a file's trees are walked while it is open, with much to spare. */
  private static final int MOST_WALKS = 64;

  /** How often a part of a header is read: a few times for each link that leads to it. */
  private static final int MOST_HEADER_READS = 1_000;

  private static final int SIGNATURE = 4;

  /** The type of a tree of chunks, behind its signature. */
  private static final byte CHUNKS = 1;

  private final HdfBackingStorage storage;
  private final int offsetBytes;
  private final int lengthBytes;
  private final LongIntHashMap visits = new LongIntHashMap();
  private long chunks;

  /**
   * @param storage what the structures are read from
   */
  StructureChecks(HdfBackingStorage storage) {
    this.storage = storage;
    this.offsetBytes = storage.getSizeOfOffsets();
    this.lengthBytes = storage.getSizeOfLengths();
  }

  /**
   * Looks at a structure before jHDF does.
   *
   * @param position of its first byte in the file
   * @param bytes as much of it as was asked for; left as it is
   * @throws HdfException if it cannot be sound
   */
  void check(long position, ByteBuffer bytes) {
    if (bytes.remaining() < SIGNATURE) {
      return;
    }
    byte[] start = new byte[SIGNATURE];
    bytes.get(bytes.position(), start);
    switch (new String(start, StandardCharsets.ISO_8859_1)) {
      case "TREE" -> tree(position, bytes);
      case "SNOD", "BTIN", "BTLF", "EASB", "EADB" -> visit(position, MOST_WALKS);
      case "OCHK" -> visit(position, MOST_HEADER_READS);
      // HDF5 file format specification 3.0, III.A.2 and VIII: where each header keeps its count.
      case "BTHD" -> count(bytes, 16 + offsetBytes + 2);
      case "FAHD" -> count(bytes, 8);
      case "EAHD" -> count(bytes, 12 + 4 * lengthBytes);
      default -> {}
    }
  }

  private void visit(long position, int most) {
    if (visits.addTo(position, 1) > most) {
      throw new HdfException("its structure leads to byte " + position + " again and again");
    }
  }

  private void tree(long position, ByteBuffer bytes) {
    visit(position, MOST_WALKS);
    if (bytes.remaining() > SIGNATURE && bytes.get(bytes.position() + SIGNATURE) == CHUNKS) {
      chunks += Short.toUnsignedInt(storage.mapNoOffset(position + 6, Short.BYTES).getShort());
      checkEntries(chunks);
    }
  }

  private void count(ByteBuffer bytes, int at) {
    if (bytes.remaining() < at + lengthBytes) {
      return;
    }
    long count = 0;
    for (int i = lengthBytes - 1; i >= 0; i--) {
      count = (count << Byte.SIZE) | (bytes.get(bytes.position() + at + i) & 0xff);
    }
    checkEntries(count);
  }

  private static void checkEntries(long count) {
    long most = Runtime.getRuntime().maxMemory() / BYTES_AN_ENTRY;
    if (count < 0 || count > most) {
      throw new HdfException(
          String.format(
              "an index promises %s entries, more than the %,d that fit into memory",
              Long.toUnsignedString(count), most));
    }
  }
}
