package io.github.hnswsearch.download;

import io.github.hnswsearch.record.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A published file as it is kept on disk. Where its description names no SHA-256, the one that the
 * first pull found is remembered beside it in {@code <name>.sha256}, in the format of {@code
 * sha256sum}.
 */
public final class KeptFile {
  private static final String REMEMBERED = ".sha256";
  private static final int DIGITS = 64;

  private final Path path;
  private final OptionalLong expectedBytes;
  private final Optional<String> publishedSha256;

  /**
   * A file, wherever it is kept.
   *
   * @param bytes its published size, where known
   * @param sha256 its published SHA-256, where known
   */
  public KeptFile(Path path, OptionalLong bytes, Optional<String> sha256) {
    this.path = path;
    this.expectedBytes = bytes;
    this.publishedSha256 = sha256;
  }

  /** A published file in the folder that its path is relative to. */
  public static KeptFile of(RemoteFile file, Path folder) {
    return new KeptFile(file.in(folder), file.bytes(), file.sha256());
  }

  public Path path() {
    return path;
  }

  /** Whether there is a file; nothing is said of what is in it. */
  public boolean exists() {
    return Files.isRegularFile(path);
  }

  /** Bytes on disk, 0 where there is no file. */
  public long bytes() throws IOException {
    return exists() ? Files.size(path) : 0;
  }

  /** The SHA-256 it should have: as described, else as remembered, else unknown. */
  public Optional<String> expectedSha256() throws IOException {
    return publishedSha256.isPresent() ? publishedSha256 : remembered();
  }

  /**
   * Reads the whole file.
   *
   * @return what is wrong with it, expected and found; empty where it is what it should be, as far
   *     as that is known
   */
  public Optional<String> problem() throws IOException {
    if (!exists()) {
      return Optional.of("expected a file, found none");
    }
    long bytes = bytes();
    if (expectedBytes.isPresent() && expectedBytes.getAsLong() != bytes) {
      return Optional.of(
          String.format(
              Locale.ROOT, "expected %,d bytes, found %,d", expectedBytes.getAsLong(), bytes));
    }
    Optional<String> expected = expectedSha256();
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    String found = Sha256.of(path);
    return found.equals(expected.get())
        ? Optional.empty()
        : Optional.of("expected SHA-256 " + expected.get() + ", found " + found);
  }

  /** Makes later checks mean something where the description names no SHA-256. */
  void remember(String sha256) throws IOException {
    if (publishedSha256.isPresent()) {
      Files.deleteIfExists(beside());
      return;
    }
    Path temporary = path.resolveSibling(path.getFileName() + REMEMBERED + ".tmp");
    Files.writeString(temporary, sha256 + "  " + path.getFileName() + "\n");
    Files.move(temporary, beside(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Optional<String> remembered() throws IOException {
    try {
      String line = Files.readString(beside()).strip();
      return line.length() < DIGITS
          ? Optional.empty()
          : Optional.of(line.substring(0, DIGITS).toLowerCase(Locale.ROOT));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path beside() {
    return path.resolveSibling(path.getFileName() + REMEMBERED);
  }
}
