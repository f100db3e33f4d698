package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.ExtensibleArrayIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.storage.HdfBackingStorage;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Where the chunks of a data set lie in the file, in 24 bytes a chunk: a million-row file with one
 * row a chunk has a million of them.
 */
final class ChunkTable {
  private static final long UNDEFINED_ADDRESS = -1;

  private final long[] numbers;
  private final long[] addresses;
  private final int[] sizes;
  private final int[] masks;

  private ChunkTable(int chunks) {
    numbers = new long[chunks];
    addresses = new long[chunks];
    sizes = new int[chunks];
    masks = new int[chunks];
  }

  private record Numbered(long number, Chunk chunk) {}

  /** Reads the chunk index of a data set, whichever of the six kinds it is. */
  static ChunkTable read(HdfBackingStorage storage, DatasetBase dataset, ChunkGrid grid) {
    List<Numbered> chunks =
        chunks(storage, dataset, grid).stream()
            .filter(chunk -> chunk.getAddress() != UNDEFINED_ADDRESS)
            .filter(chunk -> grid.holds(chunk.getChunkOffset()))
            .map(chunk -> new Numbered(grid.number(chunk.getChunkOffset()), chunk))
            .sorted((a, b) -> Long.compare(a.number, b.number))
            .toList();
    ChunkTable table = new ChunkTable(chunks.size());
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i).chunk;
      long[] mask = chunk.getFilterMask().toLongArray();
      table.numbers[i] = chunks.get(i).number;
      table.addresses[i] = chunk.getAddress();
      table.sizes[i] = chunk.getSize();
      table.masks[i] = mask.length == 0 ? 0 : (int) mask[0];
    }
    return table;
  }

  private static Collection<Chunk> chunks(
      HdfBackingStorage storage, DatasetBase dataset, ChunkGrid grid) {
    ObjectHeader header = dataset.getHeader();
    long[] shape = dataset.getDimensionsAsLong();
    DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
    if (layout instanceof ChunkedDataLayoutMessage v3) {
      return v3.getBTreeAddress() == UNDEFINED_ADDRESS
          ? List.of()
          : BTreeV1.createDataBTree(storage, v3.getBTreeAddress(), shape.length).getChunks();
    }
    ChunkedDataLayoutMessageV4 v4 = (ChunkedDataLayoutMessageV4) layout;
    long address = v4.getAddress();
    if (address == UNDEFINED_ADDRESS) {
      return List.of();
    }
    DatasetInfo info = new DatasetInfo(grid.chunkBytes(), shape, grid.chunkShape());
    return switch (v4.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX ->
          new SingleChunkIndex(v4, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX -> implicit(storage, address, info);
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
          new FixedArrayIndex(storage, address, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
          new ExtensibleArrayIndex(storage, address, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.B_TREE_V2_INDEX ->
          new BTreeIndex(storage, address, info).getAllChunks();
      default -> throw new HdfException("unknown kind of chunk index: " + v4.getIndexingType());
    };
  }

  /** Chunks that lie one after another, all of them, so that nothing but their number is stored. */
  private static Collection<Chunk> implicit(
      HdfBackingStorage storage, long address, DatasetInfo info) {
    long chunks = Utils.totalChunks(info.getDatasetDimensions(), info.getChunkDimensions());
    if (chunks < 0 || chunks > storage.size() / info.getChunkSizeInBytes()) {
      throw new HdfException(
          String.format(
              "its %,d chunks of %,d bytes do not fit into the file",
              chunks, info.getChunkSizeInBytes()));
    }
    return new ImplicitChunkIndex(address, info).getAllChunks();
  }

  /** Chunks that were ever written. */
  int size() {
    return numbers.length;
  }

  /** Index of a chunk in this table, negative if it was never written. */
  int find(long number) {
    return Arrays.binarySearch(numbers, number);
  }

  long address(int index) {
    return addresses[index];
  }

  int storedBytes(int index) {
    return sizes[index];
  }

  int filterMask(int index) {
    return masks[index];
  }
}
