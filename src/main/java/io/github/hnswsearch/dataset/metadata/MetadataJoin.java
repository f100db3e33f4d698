package io.github.hnswsearch.dataset.metadata;

import com.carrotsearch.hppc.LongIntHashMap;
import io.github.hnswsearch.record.Schema;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Metadata records by row. The file is read once in its own order; the records that belong to a row
 * wait in a temporary file until the row is read, so that neither has to fit in memory. Some 12
 * bytes a row beside {@link RowKeys}.
 */
public final class MetadataJoin implements Closeable {
  private static final long NOT_FOUND = -1;

  private final RowKeys rows;
  private final EntryCodec codec;
  private final SpillFile spill;
  private final long[] offsets;
  private final int[] lengths;
  private long unmatched;
  private long repeated;

  private MetadataJoin(RowKeys rows, Schema schema, SpillFile spill) {
    this.rows = rows;
    this.codec = new EntryCodec(schema);
    this.spill = spill;
    offsets = new long[rows.slots()];
    lengths = new int[rows.slots()];
    Arrays.fill(offsets, NOT_FOUND);
  }

  /**
   * Reads a metadata file to its end.
   *
   * @param temporaryDirectory where the temporary file goes; created if missing
   */
  public static MetadataJoin of(MetadataReader metadata, RowKeys rows, Path temporaryDirectory)
      throws IOException {
    SpillFile spill = SpillFile.create(temporaryDirectory);
    try {
      MetadataJoin join = new MetadataJoin(rows, metadata.schema(), spill);
      join.readAll(metadata);
      return join;
    } catch (IOException | RuntimeException e) {
      spill.close();
      throw e;
    }
  }

  private void readAll(MetadataReader metadata) throws IOException {
    SameItems sameItems = new SameItems();
    MetadataLine line;
    while ((line = metadata.next()) != null) {
      int[] slots =
          line.keys().stream().mapToInt(rows::slot).filter(s -> s >= 0).distinct().toArray();
      if (slots.length == 0) {
        unmatched++;
        continue;
      }
      MetadataEntry entry = line.entry().get();
      byte[] bytes = codec.encode(new EntryCodec.Keyed(line.keys(), entry));
      long offset = spill.append(bytes);
      if (Arrays.stream(slots).anyMatch(slot -> offsets[slot] != NOT_FOUND)) {
        repeated++;
      }
      for (int slot : slots) {
        offsets[slot] = offset;
        lengths[slot] = bytes.length;
        if (entry.itemId() != null) {
          sameItems.add(slot, entry.itemId());
        }
      }
    }
    spill.flush();
  }

  /**
   * What the metadata says of a row; empty where it says nothing. Safe for use by several threads.
   *
   * @param row number of the row, as it was added to the keys
   * @param key its key
   */
  public Optional<MetadataEntry> find(int row, String key) throws IOException {
    int slot = rows.slotOfRow(row);
    if (slot == RowKeys.NO_SLOT || offsets[slot] == NOT_FOUND) {
      return Optional.empty();
    }
    EntryCodec.Keyed record = codec.decode(spill.read(offsets[slot], lengths[slot]));
    List<String> keys = record.keys();
    return keys.contains(key) ? Optional.of(record.entry()) : Optional.empty();
  }

  /** Records that belong to no row. */
  public long unmatched() {
    return unmatched;
  }

  /** Records that replaced an earlier one of the same row. */
  public long repeated() {
    return repeated;
  }

  @Override
  public void close() throws IOException {
    spill.close();
  }

  /** Finds rows with different keys, such as an id and a URL, that are the same item. */
  private final class SameItems {
    private final LongIntHashMap firstSlotOfItem = new LongIntHashMap();
    private final BitSet noted = new BitSet();

    void add(int slot, String itemId) {
      long hash = KeyHash.of(itemId);
      int first = firstSlotOfItem.getOrDefault(hash, slot);
      if (first == slot) {
        firstSlotOfItem.put(hash, slot);
      } else if (!noted.get(slot)) {
        noted.set(slot);
        rows.markSame(first, slot);
      }
    }
  }
}
