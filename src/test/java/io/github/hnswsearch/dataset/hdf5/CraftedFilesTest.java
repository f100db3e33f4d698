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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to harm, as no accident would make them. */
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CraftedFilesTest {
  /** Where the superblock keeps the end of the file. */
  private static final int END_OF_FILE = 40;

  @TempDir Path folder;

  @Test
  void aTreeWhoseNodesAllNameTheNextOneTwiceIsRefusedSoon() throws IOException {
    byte[] whole = Files.readAllBytes(new Fixture("chunks_one_row").path());
    long leaf = new String(whole, StandardCharsets.ISO_8859_1).indexOf("TREE\u0001");
    int levels = 60;
    int nodeBytes = 24 + 3 * 32 + 2 * Long.BYTES;
    ByteBuffer bytes =
        ByteBuffer.wrap(Arrays.copyOf(whole, whole.length + levels * nodeBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    long top = whole.length;
    for (int i = 0; i + Long.BYTES <= whole.length; i++) {
      if (bytes.getLong(i) == leaf) {
        bytes.putLong(i, top);
      }
    }
    for (int level = 0; level < levels; level++) {
      int at = whole.length + level * nodeBytes;
      long next = level == levels - 1 ? leaf : at + nodeBytes;
      bytes.put(at, "TREE".getBytes(StandardCharsets.US_ASCII)).put(at + 4, (byte) 1);
      bytes.put(at + 5, (byte) (levels - level)).putShort(at + 6, (short) 2);
      bytes.putLong(at + 8, -1).putLong(at + 16, -1);
      bytes.putLong(at + 24 + 32, next).putLong(at + 24 + 32 + 8 + 32, next);
    }
    bytes.putLong(END_OF_FILE, bytes.capacity());

    assertThatThrownBy(() -> read(write(bytes.array())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("its structure leads to byte")
        .hasMessageContaining("again and again");
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

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value).array();
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
