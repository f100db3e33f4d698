package io.github.hnswsearch.download;

import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Takes one file out of a zip archive. The entry's name chooses what is read and never where it is
 * written, so that a name with {@code ..} leads nowhere.
 */
final class ArchiveEntry {
  /** Weights hardly shrink: what would grow more than this is made to fill the disk. */
  private static final long MAX_GROWTH = 200;

  private static final int BUFFER = 1 << 20;
  private static final int NAMES_SHOWN = 10;
  private static final String ADVICE =
      "The archive has been deleted, so that the next pull starts over; if that finds the same,"
          + " the description must be corrected";

  private ArchiveEntry() {}

  /**
   * Leaves the file under its own name, whole and verified. An archive that does not hold it as
   * described is deleted.
   *
   * @param file names the entry
   * @return its SHA-256
   * @throws BadInputException if the archive does not hold it as described, or the disk is full
   */
  static String extract(Path zip, RemoteFile file, Path target, Machine machine)
      throws IOException {
    PartFile part = new PartFile(target);
    part.discard();
    try {
      copy(zip, file, target, part, machine);
      String found = Sha256.of(part.path());
      if (file.sha256().isPresent() && !file.sha256().get().equals(found)) {
        throw new ZipException("expected SHA-256 " + file.sha256().get() + ", found " + found);
      }
      part.publish(target);
      return found;
    } catch (ZipException e) {
      part.discard();
      Files.delete(zip);
      throw new BadInputException(
          file.uri() + ", entry " + Abbreviated.text(file.entry().orElseThrow()),
          String.valueOf(e.getMessage()),
          ADVICE,
          e);
    }
  }

  private static void copy(Path zip, RemoteFile file, Path target, PartFile part, Machine machine)
      throws IOException {
    try (ZipFile archive = open(zip)) {
      ZipEntry entry = find(archive, file.entry().orElseThrow());
      checkSize(entry, Files.size(zip), file);
      DiskSpace.require(machine, target, entry.getSize());
      copy(archive, entry, part);
    }
  }

  private static ZipFile open(Path zip) throws IOException {
    try {
      return new ZipFile(zip.toFile());
    } catch (ZipException e) {
      ZipException explained =
          new ZipException("expected a zip archive, found none that is sound: " + e.getMessage());
      explained.initCause(e);
      throw explained;
    }
  }

  private static ZipEntry find(ZipFile archive, String name) throws ZipException {
    ZipEntry entry = archive.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      throw new ZipException(
          "expected a file of that name in the archive, found "
              + archive.stream()
                  .filter(other -> !other.isDirectory())
                  .limit(NAMES_SHOWN)
                  .map(other -> Abbreviated.text(other.getName()))
                  .collect(Collectors.joining(", ")));
    }
    return entry;
  }

  private static void checkSize(ZipEntry entry, long archive, RemoteFile file) throws ZipException {
    long size = entry.getSize();
    if (file.bytes().isPresent() && file.bytes().getAsLong() != size) {
      throw new ZipException(
          String.format(
              Locale.ROOT, "expected %,d bytes, found %,d", file.bytes().getAsLong(), size));
    }
    if (file.bytes().isEmpty() && size / MAX_GROWTH > archive) {
      throw new ZipException(
          String.format(
              Locale.ROOT,
              "expected at most %d times the archive's %,d bytes, found %,d",
              MAX_GROWTH,
              archive,
              size));
    }
  }

  private static void copy(ZipFile archive, ZipEntry entry, PartFile part) throws IOException {
    CRC32 checksum = new CRC32();
    long copied = 0;
    try (InputStream in = archive.getInputStream(entry);
        FileChannel out = part.append()) {
      byte[] buffer = new byte[BUFFER];
      int read;
      // The size that an entry claims was checked; what it holds may be more.
      while (copied <= entry.getSize() && (read = in.read(buffer)) >= 0) {
        checksum.update(buffer, 0, read);
        copied += read;
        write(out, ByteBuffer.wrap(buffer, 0, read), part);
      }
      out.force(true);
    }
    if (copied != entry.getSize() || checksum.getValue() != entry.getCrc()) {
      throw new ZipException(
          "expected the bytes that the archive's directory promises, found others");
    }
  }

  private static void write(FileChannel out, ByteBuffer bytes, PartFile part) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw DiskSpace.failedWrite(part.path(), e);
    }
  }
}
