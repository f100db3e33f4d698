package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Tells HDF5 files by their signature, and what else a file is that has none. */
final class FileSignature {
  /** HDF5 file format specification 3.0, II.A "Disk Format: Level 0A - Format Signature". */
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private static final int FIRST_USER_BLOCK = 512;

  private FileSignature() {}

  /**
   * Refuses what cannot be opened as a file at all.
   *
   * @throws BadInputException if there is no such file, or it is a folder or empty
   */
  static void checkFile(Path path) throws IOException {
    if (Files.notExists(path)) {
      throw new BadInputException(
          path.toString(), "there is no such file", "Check the path, or fetch the file first");
    }
    if (Files.isDirectory(path)) {
      throw new BadInputException(
          path.toString(),
          "expected an HDF5 file, found a folder",
          "Name the HDF5 file inside the folder");
    }
    if (!Files.isReadable(path)) {
      throw new BadInputException(
          path.toString(), "the file may not be read", "Check its permissions");
    }
    if (Files.size(path) == 0) {
      throw new BadInputException(
          path.toString(), "expected an HDF5 file, found an empty file", "Fetch the file again");
    }
  }

  /**
   * Finds the signature, which stands at byte 0 or, behind a user block, at 512, 1024, 2048, ...
   *
   * @return offset of the superblock in bytes
   * @throws BadInputException if there is none, saying what the file is instead
   */
  static long superblockOffset(Path path, FileChannel channel) throws IOException {
    for (long offset = 0; offset + HDF5.length <= channel.size(); offset = next(offset)) {
      if (Arrays.equals(head(channel, offset, HDF5.length), HDF5)) {
        return offset;
      }
    }
    throw notHdf5(path, head(channel, 0, FIRST_USER_BLOCK));
  }

  private static long next(long offset) {
    return offset == 0 ? FIRST_USER_BLOCK : offset * 2;
  }

  private static byte[] head(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
      // Reads on until the buffer is full or the file ends.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static BadInputException notHdf5(Path path, byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    String found;
    String advice;
    if (start.startsWith("version https://git-lfs")) {
      found = "a Git LFS pointer in its place";
      advice = "Run \"git lfs pull\" in the repository it comes from to fetch the data itself";
    } else if (start.contains("<!doctype html") || start.contains("<html")) {
      found = "a web page saved under this name";
      advice = "Fetch the file again from its download link; a log-in page may have come instead";
    } else if (text.startsWith("\u001f\u008b")) {
      found = "a gzip-compressed file";
      advice = "Unpack it first with \"gunzip\"";
    } else if (text.startsWith("PK\u0003\u0004")) {
      found = "a zip archive (or NumPy .npz)";
      advice = "Unpack it and name the HDF5 file inside, or convert the arrays with h5py";
    } else if (text.startsWith("\u0093NUMPY")) {
      found = "a NumPy .npy array";
      advice = "Convert it with h5py to an HDF5 file with the data sets embeddings and urls";
    } else {
      found = "no HDF5 signature";
      advice = "Check that this is the right file, and fetch it again if so";
    }
    return new BadInputException(path.toString(), "expected an HDF5 file, found " + found, advice);
  }
}
