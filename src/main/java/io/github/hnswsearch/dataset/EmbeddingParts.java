package io.github.hnswsearch.dataset;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files behind the embeddings that a descriptor names. */
final class EmbeddingParts {
  private static final List<String> ENDINGS = List.of(".h5", ".hdf5");

  private EmbeddingParts() {}

  /** Files as they are, folders as the HDF5 files in them, sorted by name. */
  static List<Path> of(List<Path> embeddings) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : embeddings) {
      if (Files.isDirectory(path)) {
        files.addAll(parts(path));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new BadInputException(
            path.toString(), "there is no such file or folder", "Check source.embeddings");
      }
    }
    return files;
  }

  private static List<Path> parts(Path folder) throws IOException {
    EmbeddingFolder.requireWhole(folder);
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> parts =
          entries.filter(EmbeddingParts::isPart).filter(Files::isRegularFile).sorted().toList();
      if (parts.isEmpty()) {
        throw new BadInputException(
            folder.toString(),
            "expected files that end in " + String.join(" or ", ENDINGS) + ", found none",
            "Name a file of embeddings or a folder of parts");
      }
      return parts;
    }
  }

  private static boolean isPart(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }
}
