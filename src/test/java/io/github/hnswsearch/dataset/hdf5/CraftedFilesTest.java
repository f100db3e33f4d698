package io.github.hnswsearch.dataset.hdf5;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.dataset.Dataset;
import io.github.hnswsearch.dataset.Progress;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to harm, as no accident would make them. */
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CraftedFilesTest {
  /** Where the superblock keeps the end of the file. */
  private static final int END_OF_FILE = 40;

  /** Of a chunk of a matrix, in a tree: its size, its mask, where it starts. */
  private static final int KEY_BYTES = 2 * Integer.BYTES + 3 * Long.BYTES;

  /** A heap of one text of eight bytes, and the head of what is free behind it. */
  private static final int HEAP_BYTES = 64;

  @TempDir Path folder;

  @Test
  void aTreeWhoseNodesAllNameTheNextOneTwiceIsRefusedSoon() throws IOException {
    byte[] whole = Files.readAllBytes(new Fixture("chunks_one_row").path());
    int leaf = find(whole, "TREE\u0001");
    int levels = 60;
    ByteBuffer bytes = longer(whole, levels * nodeBytes(2));
    replace(bytes, leaf, whole.length);
    for (int level = 0; level < levels; level++) {
      int at = whole.length + level * nodeBytes(2);
      putNode(bytes, at, levels - level, 2, level == levels - 1 ? leaf : at + nodeBytes(2));
    }

    assertThatThrownBy(() -> read(write(bytes)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("its structure leads to byte")
        .hasMessageContaining("again and again");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aTreeThatNamesALargeLeafManyTimesIsRefusedBeforeItFillsTheMemory() throws IOException {
    byte[] whole = Files.readAllBytes(new Fixture("chunks_one_row").path());
    int times = 63;
    int chunks = 65_535;
    int leaf = whole.length + nodeBytes(times);
    ByteBuffer bytes = longer(whole, nodeBytes(times) + nodeBytes(chunks));
    replace(bytes, find(whole, "TREE\u0001"), whole.length);
    putNode(bytes, whole.length, 1, times, leaf);
    putNode(bytes, leaf, 0, chunks, 0);

    assertThatThrownBy(() -> read(write(bytes)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("entries, more than the");
  }

  @Test
  void idsThatAreAllOneLongTextAreRefusedBeforeTheyFillTheMemory() throws IOException {
    byte[] whole = Files.readAllBytes(new Fixture("ids_vlen_utf8").path());
    int length = 1 << 20;
    ByteBuffer bytes = longer(whole, HEAP_BYTES + length);
    putHeap(bytes, whole.length, HEAP_BYTES + length, length);
    for (int id : references(bytes, find(whole, "GCOL"))) {
      bytes.putInt(id, length).putLong(id + 4, whole.length).putInt(id + 12, 1);
    }

    assertThatThrownBy(() -> read(write(bytes)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected ids of at most 16,384 bytes, found one of 1,048,576");
  }

  @Test
  void idsWhoseHeapsCoverEachOtherAreRefusedSoon() throws IOException {
    byte[] whole = Files.readAllBytes(new Fixture("ids_vlen_utf8").path());
    List<Integer> ids = references(ByteBuffer.wrap(whole), find(whole, "GCOL"));
    int size = 1 << 20;
    ByteBuffer bytes = longer(whole, ids.size() * HEAP_BYTES + size);
    for (int i = 0; i < ids.size(); i++) {
      int heap = whole.length + i * HEAP_BYTES;
      putHeap(bytes, heap, size, Long.BYTES);
      bytes.putInt(ids.get(i), Long.BYTES).putLong(ids.get(i) + 4, heap).putInt(ids.get(i) + 12, 1);
    }

    assertThatThrownBy(() -> read(write(bytes)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("its ids lie in heaps so large that");
  }

  @Test
  void moreRowsThanMemoryHoldsAreRefusedBeforeTheyAreRead() throws IOException {
    Path sound = AnnBenchmarksFiles.writeChunked(folder.resolve("sound.h5"), 40, 8);
    byte[] vast = Hdf5Seed.of("sound", sound).replaced(number(40), number(2_000_000_000));

    assertThatThrownBy(() -> read(write(vast)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found 2,000,000,000")
        .hasMessageContaining("-Xmx");
  }

  @Test
  void aStructureLongerThanTheFileIsRefusedBeforeRoomIsMadeForIt() throws IOException {
    byte[] whole = Files.readAllBytes(new Fixture("contiguous").path());
    int heap = new String(whole, StandardCharsets.ISO_8859_1).indexOf("HEAP");
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(heap + 8, 2_000_000_000);

    assertThatThrownBy(() -> read(write(whole)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a structure of 2,000,000,000 bytes")
        .hasMessageContaining("does not lie within the file");
  }

  @Test
  void namesInTheFileAreNoCommandsToATerminal() throws IOException {
    byte[] renamed =
        Hdf5Seed.of(new Fixture("bad_two_matrices"))
            .replaced(
                "left".getBytes(StandardCharsets.US_ASCII),
                "\u001b[2J".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> read(write(renamed)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("/?[2J (40 x 8, float32)");
  }

  private static int find(byte[] whole, String signature) {
    return new String(whole, StandardCharsets.ISO_8859_1).indexOf(signature);
  }

  /** A file that says itself how much longer it is. */
  private static ByteBuffer longer(byte[] whole, int more) {
    byte[] all = Arrays.copyOf(whole, whole.length + more);
    return ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(END_OF_FILE, all.length);
  }

  private static void replace(ByteBuffer bytes, long address, long by) {
    for (int i = 0; i + Long.BYTES <= bytes.capacity(); i++) {
      if (bytes.getLong(i) == address) {
        bytes.putLong(i, by);
      }
    }
  }

  private static int nodeBytes(int entries) {
    return 24 + entries * (KEY_BYTES + Long.BYTES) + KEY_BYTES;
  }

  /** A node of a tree of chunks, all of whose entries are the same. */
  private static void putNode(ByteBuffer bytes, int at, int level, int entries, long child) {
    bytes.put(at, "TREE".getBytes(StandardCharsets.US_ASCII)).put(at + 4, (byte) 1);
    bytes.put(at + 5, (byte) level).putShort(at + 6, (short) entries);
    bytes.putLong(at + 8, -1).putLong(at + 16, -1);
    for (int i = 0; i < entries; i++) {
      bytes.putLong(at + 24 + i * (KEY_BYTES + Long.BYTES) + KEY_BYTES, child);
    }
  }

  /** A heap of one text, and what is free behind it. */
  private static void putHeap(ByteBuffer bytes, int at, int size, int length) {
    bytes.put(at, "GCOL".getBytes(StandardCharsets.US_ASCII)).put(at + 4, (byte) 1);
    bytes.putLong(at + 8, size).putShort(at + 16, (short) 1).putLong(at + 24, length);
    for (int i = 0; i < length; i++) {
      bytes.put(at + 32 + i, (byte) 'x');
    }
    bytes.putLong(at + 32 + length + 8, size - 32 - length);
  }

  /** Where the ids stand that lie in a heap: their lengths, its address, their numbers. */
  private static List<Integer> references(ByteBuffer bytes, long heap) {
    ByteBuffer file = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return IntStream.rangeClosed(0, file.capacity() - Long.BYTES)
        .filter(i -> file.getLong(i) == heap)
        .mapToObj(i -> i - Integer.BYTES)
        .toList();
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value).array();
  }

  private Path write(ByteBuffer content) throws IOException {
    byte[] bytes = new byte[content.capacity()];
    content.get(0, bytes);
    return write(bytes);
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("crafted.h5"), content);
  }

  private void read(Path file) throws IOException {
    Source source = new Source(List.of(file), DatasetNames.DETECT);
    try (Dataset dataset = Dataset.open(source, null, folder, Progress.NONE)) {
      while (dataset.next() != null) {
        // Reads to the end.
      }
    }
  }
}
