package io.github.hnswsearch.encoder;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The encoder descriptions in a folder, one YAML file each, {@code <name>.yaml}. */
public final class EncoderCatalog {
  private static final String SUFFIX = ".yaml";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private final Path folder;

  public EncoderCatalog(Path folder) {
    this.folder = folder;
  }

  /** As the YAML has it; paths are relative to the file. */
  private record Yaml(
      int dimension,
      String model,
      String tokenizer,
      int maxTokens,
      int maxCharacters,
      String licence) {}

  /** Names of all described encoders, sorted. */
  public List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  /**
   * Reads a description and makes sure that its files are there.
   *
   * @throws BadInputException if there is none of that name, it cannot be read, or a file is
   *     missing
   */
  public EncoderDescription describe(String name) throws IOException {
    // The name first: not every text can be part of a path.
    if (!NAME.matcher(name).matches() || !Files.isRegularFile(folder.resolve(name + SUFFIX))) {
      List<String> known = names();
      throw new BadInputException(
          folder.toString(),
          "expected a description of encoder \"%s\", found %s"
              .formatted(name, known.isEmpty() ? "none at all" : String.join(", ", known)),
          "Put %s.yaml and its model there; searching by words, vector or id works without it"
              .formatted(name));
    }
    Path file = folder.resolve(name + SUFFIX);
    try {
      Yaml yaml = YAML.readValue(Files.readAllBytes(file), Yaml.class);
      return new EncoderDescription(
          name,
          positive(file, "dimension", yaml.dimension()),
          existing(file, yaml.model()),
          existing(file, yaml.tokenizer()),
          positive(file, "max_tokens", yaml.maxTokens()),
          positive(file, "max_characters", yaml.maxCharacters()));
    } catch (JacksonException e) {
      throw new BadInputException(
          file
              + (e.getLocation() == null
                  ? ""
                  : ", line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()),
          "expected an encoder description, found: " + e.getOriginalMessage(),
          "Compare it with the descriptions beside it",
          e);
    }
  }

  /** A number of the description; a key without a value reads as 0. */
  private static int positive(Path description, String key, int value) throws BadInputException {
    if (value < 1) {
      throw new BadInputException(
          description.toString(),
          "expected %s of 1 or more, found %d".formatted(key, value),
          "Correct the value");
    }
    return value;
  }

  private static Path existing(Path description, String relative) throws BadInputException {
    Path file = description.resolveSibling(relative).normalize();
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          description.toString(), "expected the file " + file + ", found none", "Put it there");
    }
    return file;
  }
}
