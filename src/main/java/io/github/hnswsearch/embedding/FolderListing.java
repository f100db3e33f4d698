package io.github.hnswsearch.embedding;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The files of a folder and of the folders in it, sorted by their paths. Hidden files and folders
 * are left out; links are followed, but not in circles.
 *
 * @param folder the folder
 * @param paths of the files within the folder, parts joined by {@code /}
 * @param digest over paths, sizes and times of change: the first 16 hex digits of a SHA-256
 */
record FolderListing(Path folder, List<String> paths, String digest) {
  private static final int HEX_DIGITS = 16;

  private record Listed(String path, long bytes, long modified) {}

  /**
   * Lists a folder.
   *
   * @throws BadInputException if a name cannot be told in the locale that Java runs in
   */
  static FolderListing of(Path folder) throws IOException {
    Lister lister = new Lister(folder);
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, lister);
    } catch (InvalidPathException e) {
      throw new BadInputException(
          folder.toString(),
          "expected file names that the locale's character set can tell, found others",
          "Set a UTF-8 locale: LC_ALL=C.UTF-8",
          e);
    }
    lister.files.sort(Comparator.comparing(Listed::path));
    return new FolderListing(
        folder, lister.files.stream().map(Listed::path).toList(), digest(lister.files));
  }

  private static String digest(List<Listed> files) {
    Sha256 listing = new Sha256();
    for (Listed file : files) {
      String line = file.path() + "\0" + file.bytes() + "\0" + file.modified() + "\0";
      listing.add(line.getBytes(StandardCharsets.UTF_8));
    }
    return listing.hex().substring(0, HEX_DIGITS);
  }

  Path file(int number) {
    return folder.resolve(paths.get(number));
  }

  private static final class Lister extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Listed> files = new ArrayList<>();

    Lister(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      boolean hidden = !folder.equals(root) && Files.isHidden(folder);
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && !Files.isHidden(file)) {
        add(file, attributes.size(), attributes.lastModifiedTime().toMillis());
      }
      return FileVisitResult.CONTINUE;
    }

    /** A link in a circle, or what may not be looked at: listed, so that the user hears of it. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(root)) {
        throw failure;
      }
      add(file, 0, 0);
      return FileVisitResult.CONTINUE;
    }

    private void add(Path file, long bytes, long modified) {
      List<String> parts = new ArrayList<>();
      root.relativize(file).forEach(part -> parts.add(part.toString()));
      files.add(new Listed(String.join("/", parts), bytes, modified));
    }
  }
}
