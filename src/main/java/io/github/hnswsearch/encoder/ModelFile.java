package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.BadInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a TorchScript model is as it was saved. It is a ZIP archive with a checksum for
 * each of its parts, which libtorch does not compare: from a damaged one it may load other numbers,
 * or not come back at all.
 *
 * <p>This tells damage, not malice: whoever computes the checksums anew can still have libtorch
 * hang. A model is a program, and to be had from those whom one would run programs of.
 */
final class ModelFile {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final int BUFFER = 1 << 18;

  private ModelFile() {}

  /**
   * Compares all checksums of a model that is a ZIP archive; others are left to their engines. A
   * gigabyte takes about a second.
   *
   * @throws BadInputException if a part is not what it was
   */
  static void requireUndamaged(Path file) throws IOException {
    if (!Arrays.equals(start(file), ZIP)) {
      return;
    }
    try (ZipFile archive = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(archive.entries())) {
        if (checksum(archive, entry) != entry.getCrc()) {
          throw damaged(file, "that its part " + entry.getName() + " has another checksum", null);
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ZIP.length);
    }
  }

  private static long checksum(ZipFile archive, ZipEntry entry) throws IOException {
    CRC32 checksum = new CRC32();
    byte[] buffer = new byte[BUFFER];
    try (InputStream part = archive.getInputStream(entry)) {
      for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
        checksum.update(buffer, 0, read);
      }
    }
    return checksum.getValue();
  }

  private static BadInputException damaged(Path file, String found, @Nullable Exception cause) {
    return new BadInputException(
        file.toString(),
        "expected a model as it was saved, found " + found,
        "Run ./hnsw-search models verify, then fetch or convert the model again",
        cause);
  }
}
