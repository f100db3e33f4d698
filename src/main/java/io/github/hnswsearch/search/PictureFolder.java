package io.github.hnswsearch.search;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of a collection's pictures: nothing outside it is ever found through it. */
record PictureFolder(Path root) {

  /**
   * The file of an item.
   *
   * @param path as the item has it: relative to the folder, or absolute inside it
   * @return empty where there is no such file, or a name or a link leads out of the folder
   */
  Optional<Path> find(String path) throws IOException {
    try {
      Path inside = root.toRealPath();
      Path file = inside.resolve(path).toRealPath();
      return file.startsWith(inside) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException | FileSystemException e) {
      return Optional.empty();
    }
  }
}
