package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open HDF5 file: jHDF reads its structure, positional reads of the same channel its values.
 *
 * <p>Values do not go through jHDF because it maps every chunk into memory until the next garbage
 * collection, decodes a chunk again for every slice that touches it, and reads contiguous data row
 * by row.
 */
final class Hdf5File implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final BoundedStorage storage;
  private final HdfFile structure;
  private final long size;

  private Hdf5File(Path path, FileChannel channel, BoundedStorage storage) {
    this.path = path;
    this.channel = channel;
    this.storage = storage;
    this.structure = JhdfFiles.open(storage);
    this.size = storage.size();
  }

  /**
   * Opens a file.
   *
   * @throws BadInputException if it is not an HDF5 file, or shorter than its superblock says
   */
  static Hdf5File open(Path path) throws IOException {
    FileSignature.checkFile(path);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long offset = FileSignature.superblockOffset(path, channel);
      Superblock superblock = Superblock.readSuperblock(channel, offset);
      checkWhole(path, channel, superblock);
      checkPlace(superblock, offset);
      return new Hdf5File(path, channel, new BoundedStorage(channel, superblock));
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /**
   * A download that broke off leaves a file whose rows past the end would read as garbage. The
   * superblock stores where the file ended when it was written, user block included.
   */
  private static void checkWhole(Path path, FileChannel channel, Superblock superblock)
      throws IOException {
    long expected = superblock.getEndOfFileAddress();
    long found = channel.size();
    if (expected > found) {
      throw new BadInputException(
          path.toString(),
          String.format("the file is cut short: expected %,d bytes, found %,d", expected, found),
          "Fetch it again; the download or copy broke off");
    }
  }

  /** All addresses count from where the superblock says that it lies itself. */
  private static void checkPlace(Superblock superblock, long offset) {
    if (superblock.getBaseAddressByte() != offset) {
      throw new HdfException(
          "the superblock at byte "
              + offset
              + " says that it lies at byte "
              + superblock.getBaseAddressByte());
    }
  }

  Path path() {
    return path;
  }

  HdfFile root() {
    return structure;
  }

  HdfBackingStorage storage() {
    return storage;
  }

  /** For one walk of an index, which leads to each of its parts once. */
  HdfBackingStorage storageOfOneWalk() {
    return storage.unread();
  }

  /** Whether bytes lie inside the file; addresses do not count the user block. */
  boolean holds(long address, long length) {
    long start = address + structure.getUserBlockSize();
    return address >= 0 && length >= 0 && start <= size && length <= size - start;
  }

  /** Fills the rest of a buffer from an address, which does not count the user block. */
  void read(long address, ByteBuffer target) throws IOException {
    long position = address + structure.getUserBlockSize();
    while (target.hasRemaining()) {
      int count = channel.read(target, position);
      if (count < 0) {
        throw new EOFException("the file ends at byte " + channel.size());
      }
      position += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
