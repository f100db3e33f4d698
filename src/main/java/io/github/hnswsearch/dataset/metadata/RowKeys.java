package io.github.hnswsearch.dataset.metadata;

import com.carrotsearch.hppc.LongIntHashMap;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all rows, 64 bits of each: rows with the same key share a slot. Some 30 bytes a row.
 *
 * <p>Two different keys meet in one slot once in 10^7 files of a million rows; both are then taken
 * for repeated, and metadata is compared with the key itself before it is used.
 */
public final class RowKeys {
  static final int NO_SLOT = -1;

  private final int[] slotOfRow;
  private final LongIntHashMap slotOfHash;
  private final BitSet repeated = new BitSet();
  private int rows;
  private int slots;
  private long repeatedRows;

  /**
   * @param rows how many rows will be added
   */
  public RowKeys(int rows) {
    slotOfRow = new int[rows];
    slotOfHash = new LongIntHashMap(rows);
  }

  /**
   * Adds the next row.
   *
   * @param key null for a row that will not be indexed
   */
  public void add(@Nullable String key) {
    slotOfRow[rows++] = key == null ? NO_SLOT : slotFor(KeyHash.of(key));
  }

  private int slotFor(long hash) {
    int index = slotOfHash.indexOf(hash);
    if (slotOfHash.indexExists(index)) {
      int slot = slotOfHash.indexGet(index);
      repeated.set(slot);
      repeatedRows++;
      return slot;
    }
    slotOfHash.indexInsert(index, hash, slots);
    return slots++;
  }

  /** Notes that two slots turned out to be the same item. */
  void markSame(int slot, int other) {
    repeated.set(slot);
    repeated.set(other);
    repeatedRows++;
  }

  int slots() {
    return slots;
  }

  /** The slot of a key, {@link #NO_SLOT} where no row has it. */
  int slot(String key) {
    return slotOfHash.getOrDefault(KeyHash.of(key), NO_SLOT);
  }

  int slotOfRow(int row) {
    return slotOfRow[row];
  }

  /** Whether another row is the same item. */
  public boolean repeated(int row) {
    int slot = slotOfRow[row];
    return slot != NO_SLOT && repeated.get(slot);
  }

  /** Rows beyond the first of their item. */
  public long repeatedRows() {
    return repeatedRows;
  }
}
