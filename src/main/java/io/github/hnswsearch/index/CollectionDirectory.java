package io.github.hnswsearch.index;

import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.files.LockFile;
import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One collection's folder: its generations and the file {@code CURRENT}, which names the live one
 * and is replaced atomically. A generation is built in a staging folder and renamed when whole.
 */
public final class CollectionDirectory {
  private static final String POINTER = "CURRENT";
  private static final String LOCK = "import.lock";
  private static final String STAGING = "staging-";
  private static final DateTimeFormatter GENERATION_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern GENERATION = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z");

  private final Path folder;
  private final String name;

  CollectionDirectory(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  static boolean isCollection(Path folder) {
    return Files.isRegularFile(folder.resolve(POINTER));
  }

  public String name() {
    return name;
  }

  /** Name of the live generation, read afresh; empty where nothing has been imported. */
  public Optional<String> current() throws IOException {
    try {
      return Optional.of(Files.readString(folder.resolve(POINTER)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The live generation with its manifest. */
  public Optional<Generation> live() throws IOException {
    Optional<String> current = current();
    if (current.isEmpty()) {
      return Optional.empty();
    }
    // A power cut can leave any bytes, and not all of them make a path.
    boolean named = GENERATION.matcher(current.get()).matches();
    Path directory = named ? folder.resolve(current.get()) : folder;
    if (!named || !Files.isDirectory(directory)) {
      throw new BadInputException(
          folder.resolve(POINTER).toString(),
          "expected the name of a generation in this folder, found \"" + current.get() + "\"",
          "Import the collection again");
    }
    return Optional.of(new Generation(directory, ManifestFile.read(directory)));
  }

  /**
   * Keeps other imports of this collection out until closed or until the process dies.
   *
   * @throws BadInputException if another import holds it
   */
  public Closeable lock() throws IOException {
    return LockFile.tryTake(folder.resolve(LOCK))
        .orElseThrow(
            () ->
                new BadInputException(
                    folder.toString(),
                    "expected no other import of this collection, found one running",
                    "Wait until it has ended"));
  }

  /** A new, empty folder to build a generation in; leftovers of dead imports go. */
  Path stage() throws IOException {
    removeLeftovers();
    return Files.createDirectories(folder.resolve(STAGING + newGenerationName()));
  }

  private void removeLeftovers() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (entry.getFileName().toString().startsWith(STAGING)) {
          DurableFiles.deleteTree(entry);
        }
      }
    }
  }

  private static String newGenerationName() {
    return GENERATION_NAME.format(Instant.now());
  }

  /** The name that a staged generation will have. */
  static String generationName(Path staged) {
    return staged.getFileName().toString().substring(STAGING.length());
  }

  /**
   * Makes a staged generation live and deletes those before the one that it replaces, which stays
   * for readers that still have it open.
   */
  Generation publish(Path staged) throws IOException {
    Optional<String> previous = current();
    String generation = generationName(staged);
    Path target = folder.resolve(generation);
    DurableFiles.move(staged, target);
    DurableFiles.write(
        folder.resolve(POINTER), (generation + "\n").getBytes(StandardCharsets.UTF_8));
    deleteAllBut(generation, previous.orElse(generation));
    return new Generation(target, ManifestFile.read(target));
  }

  private void deleteAllBut(String live, String previous) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        String entryName = entry.getFileName().toString();
        if (!entryName.equals(live) && !entryName.equals(previous)) {
          DurableFiles.deleteTree(entry);
        }
      }
    }
  }
}
