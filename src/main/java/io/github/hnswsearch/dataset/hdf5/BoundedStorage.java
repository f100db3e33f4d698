package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The structures of a file as jHDF asks for them, which takes every length that it reads for true:
 * no more is handed out than the file has and the heap can take.
 *
 * <p>Nothing is mapped into memory: a mapping outlives the file's closing, and ends the program
 * where the file shrinks under it.
 */
final class BoundedStorage implements HdfBackingStorage {
  private static final long MAX_STRUCTURE_BYTES = 256L << 20;

  private final FileChannel channel;
  private final Superblock superblock;
  private final long size;
  private final StructureChecks checks;

  BoundedStorage(FileChannel channel, Superblock superblock) throws IOException {
    this.channel = channel;
    this.superblock = superblock;
    this.size = channel.size();
    this.checks = new StructureChecks(this);
  }

  private BoundedStorage(BoundedStorage other) {
    this.channel = other.channel;
    this.superblock = other.superblock;
    this.size = other.size;
    this.checks = new StructureChecks(this);
  }

  /** The same, of which nothing has been read yet: each walk of an index may read it once. */
  BoundedStorage unread() {
    return new BoundedStorage(this);
  }

  /**
   * @param address in the file, user block not counted
   * @throws HdfException if that many bytes are not there, or are too many for the heap
   */
  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    return map(address, length);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    long position = address + superblock.getBaseAddressByte();
    ByteBuffer bytes = mapNoOffset(position, length);
    checks.check(position, bytes);
    return bytes;
  }

  @Override
  public ByteBuffer mapNoOffset(long position, long length) {
    if (position < 0 || length < 0 || position > size || length > size - position) {
      throw new HdfException(
          String.format(
              "a structure of %,d bytes at byte %,d does not lie within the file",
              length, position));
    }
    long most = Math.min(MAX_STRUCTURE_BYTES, Runtime.getRuntime().maxMemory() / 4);
    if (length > most) {
      throw new HdfException(
          String.format(
              "a structure of %,d MiB is more than the %,d MiB that fit into memory",
              length >> 20, most >> 20));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw new HdfException("the file ends at byte " + channel.size());
        }
      }
    } catch (IOException e) {
      throw new HdfException("byte " + position + " cannot be read: " + e.getMessage(), e);
    }
    return bytes.flip();
  }

  @Override
  public long getUserBlockSize() {
    return superblock.getBaseAddressByte();
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    return channel;
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new HdfException("the file cannot be closed: " + e.getMessage(), e);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean inMemory() {
    return false;
  }
}
