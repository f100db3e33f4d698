package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.hostile.BinaryMutator;
import io.github.hnswsearch.hostile.Mutant;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.checksum.JenkinsLookup3HashLittle;
import io.jhdf.dataset.ContiguousDatasetImpl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A sound HDF5 file to damage: where its structure lies, as opposed to the values of its data sets,
 * and which parts of it carry a checksum.
 *
 * <p>The structures of the latest format carry one. It is mended after most damage, as whoever
 * means harm would: else hardly a mutant would be read beyond it.
 */
public final class Hdf5Seed {
  private static final int NEAR = 4;
  private static final int CHECKSUM = Integer.BYTES;
  private static final List<String> CHECKSUMMED =
      List.of(
          "OHDR", "OCHK", "FRHP", "FHDB", "FHIB", "BTHD", "BTLF", "BTIN", "FAHD", "FADB", "EAHD",
          "EAIB", "EASB", "EADB", "SMTB", "SMLI");

  private final String name;
  private final byte[] whole;
  private final BinaryMutator mutator;
  private final List<Checksummed> checksummed;

  /** Bytes from a start to their checksum. */
  private record Checksummed(int start, int end) {
    int sum(byte[] bytes) {
      return JenkinsLookup3HashLittle.hash(
          ByteBuffer.wrap(bytes, start, end - start).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  private Hdf5Seed(String name, byte[] whole, BitSet values) {
    this.name = name;
    this.whole = whole;
    this.mutator = new BinaryMutator(whole, places(whole, values));
    this.checksummed = checksummed(whole, values);
  }

  /** All sound files that tests have. */
  public static List<Hdf5Seed> all() throws IOException {
    List<Hdf5Seed> seeds = new ArrayList<>();
    for (Fixture fixture : Fixture.good().toList()) {
      seeds.add(of(fixture));
    }
    return seeds;
  }

  static Hdf5Seed of(Fixture fixture) throws IOException {
    return of(fixture.name(), fixture.path());
  }

  /**
   * @param name in reports
   */
  static Hdf5Seed of(String name, Path file) throws IOException {
    return new Hdf5Seed(name, Files.readAllBytes(file), values(file));
  }

  /** The bytes of the values of data sets. */
  private static BitSet values(Path path) throws IOException {
    BitSet values = new BitSet();
    try (Hdf5File file = Hdf5File.open(path)) {
      int offset = Math.toIntExact(file.root().getUserBlockSize());
      for (StoredDataset dataset : ObjectTree.read(file).datasets()) {
        if (dataset.node() instanceof ContiguousDatasetImpl contiguous
            && contiguous.getDataAddress() >= 0) {
          int start = offset + Math.toIntExact(contiguous.getDataAddress());
          values.set(start, start + Math.toIntExact(contiguous.getSizeInBytes()));
        }
        if (dataset.node() instanceof ChunkedDataset chunked) {
          ChunkGrid grid =
              ChunkGrid.of(dataset.shape(), chunked.getChunkDimensions(), dataset.type().getSize());
          ChunkTable table = ChunkTable.read(file.storageOfOneWalk(), dataset.node(), grid);
          for (int i = 0; i < table.size(); i++) {
            int start = offset + Math.toIntExact(table.address(i));
            values.set(start, start + table.storedBytes(i));
          }
        }
      }
    }
    return values;
  }

  /** Bytes of the structure that say something, or lie beside some: most of it is spare room. */
  private static int[] places(byte[] whole, BitSet values) {
    BitSet places = new BitSet();
    for (int i = 0; i < whole.length; i++) {
      if (!values.get(i) && whole[i] != 0) {
        places.set(Math.max(0, i - NEAR), Math.min(whole.length, i + NEAR));
      }
    }
    places.andNot(values);
    return places.stream().toArray();
  }

  private static List<Checksummed> checksummed(byte[] whole, BitSet values) {
    List<Checksummed> found = new ArrayList<>();
    for (int start = 0; start + Long.BYTES < whole.length; start++) {
      if (!values.get(start) && (isSuperblock(whole, start) || isSigned(whole, start))) {
        int end = checksum(whole, start);
        if (end > 0) {
          found.add(new Checksummed(start, end));
        }
      }
    }
    return found;
  }

  private static boolean isSigned(byte[] whole, int start) {
    return CHECKSUMMED.contains(new String(whole, start, 4, StandardCharsets.US_ASCII));
  }

  private static boolean isSuperblock(byte[] whole, int start) {
    return new String(whole, start, 4, StandardCharsets.ISO_8859_1).equals("\u0089HDF");
  }

  /** Where the checksum of what starts somewhere lies: found by trying. 0 where it has none. */
  private static int checksum(byte[] whole, int start) {
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    for (int end = start + Long.BYTES; end + CHECKSUM <= whole.length; end++) {
      if (new Checksummed(start, end).sum(whole) == bytes.getInt(end)) {
        return end;
      }
    }
    return 0;
  }

  /** How many structures carry a checksum. */
  int checksums() {
    return checksummed.size();
  }

  public Mutant mutate(RandomGenerator random) {
    Mutant mutant = mutator.mutate(random);
    byte[] bytes = mutant.bytes();
    if (checksummed.isEmpty() || random.nextInt(8) == 0) {
      return new Mutant(bytes, name + ": " + mutant.what());
    }
    mend(bytes);
    return new Mutant(bytes, name + ": " + mutant.what() + ", checksums mended");
  }

  /** The file with some bytes in place of others of the same length wherever that stands. */
  byte[] replaced(byte[] found, byte[] by) {
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    byte[] bytes = text.replace(latin1(found), latin1(by)).getBytes(StandardCharsets.ISO_8859_1);
    mend(bytes);
    return bytes;
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void mend(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (Checksummed part : checksummed) {
      if (part.end + CHECKSUM <= bytes.length) {
        buffer.putInt(part.end, part.sum(bytes));
      }
    }
  }
}
