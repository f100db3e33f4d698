package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The encoder descriptions in some folders, one YAML file each, {@code <name>.yaml}, with the
 * encoder's files in the folder {@code <name>/} beside any of them.
 */
public final class EncoderCatalog {
  private static final String SUFFIX = ".yaml";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final List<Path> folders;

  /**
   * A catalog.
   *
   * @param folders the program's own first, then those that hold what a user fetched or added; the
   *     first description and the first file of a name count
   */
  public EncoderCatalog(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Names of all described encoders, sorted. */
  public List<String> names() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(SUFFIX))
              .map(file -> file.substring(0, file.length() - SUFFIX.length()))
              .forEach(names::add);
        }
      }
    }
    return List.copyOf(names);
  }

  /**
   * What an encoder is, whether its files are here or not.
   *
   * @throws BadInputException if there is none of that name or it cannot be read
   */
  public EncoderSummary summary(String name) throws IOException {
    Path file = file(name);
    return reader(file, name).summary(DescriptionYaml.read(file));
  }

  /**
   * What decides an encoder's vectors, told without loading it.
   *
   * @return empty if there is no description of that name, or only its missing files could tell
   * @throws BadInputException if the description cannot be read
   */
  public Optional<EncoderIdentity> identity(String name) throws IOException {
    Optional<Path> file = find(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    DescriptionYaml yaml = DescriptionYaml.read(file.get());
    DescriptionReader reader = reader(file.get(), name);
    EncoderSummary summary = reader.summary(yaml);
    if (yaml.checkpoint() != null) {
      return Optional.of(new EncoderIdentity(name, yaml.checkpoint(), summary.dimension()));
    }
    return summary.complete()
        ? Optional.of(Fingerprint.identity(reader.description(yaml)))
        : Optional.empty();
  }

  /**
   * Reads a description and makes sure that its files are there.
   *
   * @throws BadInputException if there is none of that name, it cannot be read, or a file is
   *     missing
   */
  EncoderDescription describe(String name) throws IOException {
    Path file = file(name);
    return reader(file, name).description(DescriptionYaml.read(file));
  }

  /** A reader that looks for the encoder's files in all folders; the first match counts. */
  private DescriptionReader reader(Path file, String name) {
    return new DescriptionReader(
        file, name, folders.stream().map(folder -> folder.resolve(name)).toList());
  }

  private Optional<Path> find(String name) {
    // The name first: not every text can be part of a path.
    return NAME.matcher(name).matches()
        ? folders.stream()
            .map(folder -> folder.resolve(name + SUFFIX))
            .filter(Files::isRegularFile)
            .findFirst()
        : Optional.empty();
  }

  private Path file(String name) throws IOException {
    Optional<Path> found = find(name);
    if (found.isPresent()) {
      return found.get();
    }
    List<String> known = names();
    throw new BadInputException(
        folders.getFirst().toString(),
        "expected a description of encoder \"%s\", found %s"
            .formatted(name, known.isEmpty() ? "none at all" : String.join(", ", known)),
        "Put %s.yaml and its model there; searching by words, vector or id works without it"
            .formatted(name));
  }
}
