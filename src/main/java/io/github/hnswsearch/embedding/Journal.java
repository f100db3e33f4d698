package io.github.hnswsearch.embedding;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a part that is not full yet, appended to a file as they come. A record is its
 * length, its checksum (CRC-32C) and its bytes. Whatever a kill or a power cut leaves behind the
 * last whole record is cut off when the file is opened again.
 */
final class Journal implements Closeable {
  private static final int LONGEST_RECORD = 64 << 20;
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens a journal, new or left behind, to append to what it holds. */
  static Journal open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      long whole = wholeBytes(file);
      channel.truncate(whole);
      channel.position(whole);
      return new Journal(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static long wholeBytes(Path file) throws IOException {
    try (Records records = new Records(file)) {
      while (records.next() != null) {
        // Every whole record counts.
      }
      return records.bytes();
    }
  }

  /** Adds an outcome, to be written by {@link #flush}. */
  void add(Outcome outcome) throws IOException {
    byte[] record = OutcomeCodec.encode(outcome);
    DataOutputStream out = new DataOutputStream(unwritten);
    out.writeInt(record.length);
    out.writeInt(checksum(record));
    out.write(record);
  }

  /** Writes what was added and forces it to the disk. */
  void flush() throws IOException {
    unwritten.writeTo(Channels.newOutputStream(channel));
    unwritten.reset();
    channel.force(false);
  }

  /** Reads what has been written, from the start. */
  Records read() throws IOException {
    return new Records(file);
  }

  private static int checksum(byte[] record) {
    CRC32C checksum = new CRC32C();
    checksum.update(record);
    return (int) checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** The whole records of a journal in order. */
  static final class Records implements Closeable {
    private final DataInputStream in;
    private long bytes;

    private Records(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    }

    /** The next outcome, or null after the last whole record. */
    @Nullable Outcome next() throws IOException {
      try {
        int length = in.readInt();
        int checksum = in.readInt();
        if (length <= 0 || length > LONGEST_RECORD) {
          return null;
        }
        byte[] record = in.readNBytes(length);
        if (record.length < length || checksum(record) != checksum) {
          return null;
        }
        bytes += 2L * Integer.BYTES + length;
        return OutcomeCodec.decode(record);
      } catch (EOFException e) {
        return null;
      }
    }

    /** Bytes of the records so far. */
    long bytes() {
      return bytes;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
