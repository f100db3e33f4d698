package io.github.hnswsearch.index;

import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file {@code CURRENT}: the name of the live generation, and in a second line that of the one
 * that was live before it.
 *
 * @param live name of a generation's folder
 * @param before name of another one; empty where none is kept
 */
record LivePointer(String live, Optional<String> before) {
  static final String FILE = "CURRENT";

  private static final Pattern GENERATION = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z");

  static boolean isGeneration(String name) {
    return GENERATION.matcher(name).matches();
  }

  /**
   * Reads the pointer of a collection.
   *
   * @return empty where nothing has been imported
   * @throws BadInputException if it names no generation
   */
  static Optional<LivePointer> read(Path collection) throws IOException {
    Path file = collection.resolve(FILE);
    List<String> lines;
    try {
      // A power cut can leave any bytes, and not all of them make a text or a path.
      lines =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .toList();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String live = lines.isEmpty() ? "" : lines.getFirst();
    if (!isGeneration(live)) {
      throw unfit(collection, live);
    }
    Optional<String> before = lines.stream().skip(1).findFirst().filter(LivePointer::isGeneration);
    return Optional.of(new LivePointer(live, before));
  }

  /** What to say of a pointer that leads nowhere. */
  static BadInputException unfit(Path collection, String found) {
    return new BadInputException(
        collection.resolve(FILE).toString(),
        "expected the name of a generation in this folder, found \"" + found + "\"",
        "Import the collection again");
  }

  /** Replaces the pointer of a collection, all of it at once. */
  void write(Path collection) throws IOException {
    String text = live + "\n" + before.map(name -> name + "\n").orElse("");
    DurableFiles.write(collection.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
  }

  /** What it is after another generation has gone live. */
  static LivePointer after(Optional<LivePointer> old, String live) {
    return new LivePointer(live, old.map(LivePointer::live).filter(name -> !name.equals(live)));
  }

  boolean keeps(String generation) {
    return generation.equals(live) || before.equals(Optional.of(generation));
  }
}
