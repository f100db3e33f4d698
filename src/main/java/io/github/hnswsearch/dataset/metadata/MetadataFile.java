package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.BadInputException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** An open metadata file: unpacked, without byte order mark, and of the format it should have. */
final class MetadataFile implements Closeable {
  /** Bytes or characters of the longest record. Of values of one letter it takes 50 times that. */
  static final int LONGEST_RECORD =
      (int) Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 128);

  private static final int BUFFER = 1 << 16;
  private static final int SNIFFED = 4096;

  private final Path path;
  private final BufferedInputStream stream;

  private MetadataFile(Path path, BufferedInputStream stream) {
    this.path = path;
    this.stream = stream;
  }

  static MetadataFile open(Path path, MetadataFormat format, LongConsumer progress)
      throws IOException {
    MetadataFile file = open(path, progress);
    try {
      file.refuseOtherFormats(format);
      return file;
    } catch (BadInputException e) {
      file.close();
      throw e;
    } catch (IOException e) {
      file.close();
      throw unreadable(path, "", e);
    }
  }

  /** Opens a file of whatever format. */
  static MetadataFile openAny(Path path) throws IOException {
    return open(path, bytes -> {});
  }

  private static MetadataFile open(Path path, LongConsumer progress) throws IOException {
    InputStream raw;
    try {
      raw = Files.newInputStream(path);
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          path.toString(), "there is no such metadata file", "Check metadata.file", e);
    } catch (IOException e) {
      throw unreadable(path, "", e);
    }
    try {
      MetadataFile file = new MetadataFile(path, unpacked(new Counting(raw, progress)));
      file.skipByteOrderMark();
      return file;
    } catch (IOException e) {
      raw.close();
      throw unreadable(path, "", e);
    }
  }

  /** gzip is told by its magic number (RFC 1952), not by the file's name. */
  private static BufferedInputStream unpacked(InputStream raw) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
    byte[] magic = peek(buffered, 2);
    boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    return gzip ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER) : buffered;
  }

  private static byte[] peek(BufferedInputStream in, int count) throws IOException {
    in.mark(count);
    byte[] start = in.readNBytes(count);
    in.reset();
    return start;
  }

  private void skipByteOrderMark() throws IOException {
    byte[] start = peek(stream, 3);
    if (start.length == 3
        && start[0] == (byte) 0xef
        && start[1] == (byte) 0xbb
        && start[2] == (byte) 0xbf) {
      stream.skipNBytes(3);
    }
  }

  private void refuseOtherFormats(MetadataFormat format) throws IOException {
    FormatGuess guess = FormatGuess.of(peek(stream, SNIFFED));
    boolean wantsJson = format.isJsonLines();
    if (!guess.fits(wantsJson)) {
      throw new BadInputException(
          path.toString(),
          "expected "
              + (wantsJson ? "JSON Lines" : "CSV with a header line")
              + " (the format is "
              + format.text()
              + "), found what looks like "
              + guess.description(),
          guess.advice());
    }
  }

  InputStream stream() {
    return stream;
  }

  Path path() {
    return path;
  }

  /** An error of reading as one that names the file and how far it was read. */
  BadInputException unreadable(long line, IOException e) {
    return unreadable(path, ", after line " + line, e);
  }

  private static BadInputException unreadable(Path path, String place, IOException e) {
    if (e instanceof BadInputException bad) {
      return bad;
    }
    return new BadInputException(
        path + place,
        "cannot be read (" + e.getMessage() + ")",
        "Check that the file is whole, for example against its published checksum, and readable",
        e);
  }

  /**
   * @throws BadInputException if the file was read to its end and held no good record
   */
  void refuseIfAllBad(MetadataProblems problems) throws BadInputException {
    if (problems.badLines() == problems.lines()) {
      throw new BadInputException(
          path.toString(),
          problems.lines() == 0
              ? "expected metadata records, found none"
              : "expected metadata records, found that none of "
                  + problems.lines()
                  + " can be used; "
                  + problems.badLineList().getFirst(),
          "Check that metadata.format is what the file is");
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  /** Tells how many bytes of the file have been read. */
  private static final class Counting extends FilterInputStream {
    private final LongConsumer progress;
    private long count;

    Counting(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read >= 0) {
        progress.accept(++count);
      }
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        count += read;
        progress.accept(count);
      }
      return read;
    }
  }
}
