package io.github.hnswsearch.encoder;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.hnswsearch.picture.Resampling;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An encoder description as the YAML file has it: what is absent is null. */
record DescriptionYaml(
    @Nullable Integer dimension,
    @Nullable String licence,
    @Nullable String checkpoint,
    @Nullable EncoderEngine engine,
    @Nullable Boolean cpuOnly,
    @Nullable Text text,
    @Nullable Image image,
    @Nullable List<RemoteModelFile> files) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  /** The text tower. */
  record Text(
      @Nullable String model,
      @Nullable String method,
      @Nullable List<TokenInput> inputs,
      @Nullable Pooling pooling,
      @Nullable String tokenizer,
      @Nullable Integer maxTokens,
      @Nullable Integer maxCharacters,
      @Nullable Long padId) {}

  /** The picture tower. */
  record Image(
      @Nullable String model,
      @Nullable String method,
      @Nullable String input,
      @Nullable Integer size,
      @Nullable Resampling resampling,
      float @Nullable [] mean,
      float @Nullable [] std) {}

  /** A file that can be fetched. */
  record RemoteModelFile(
      @Nullable String path,
      @Nullable URI url,
      @Nullable Long bytes,
      @Nullable String sha256,
      @Nullable String entry) {}

  /**
   * Reads a description.
   *
   * @throws BadInputException with line and column if it is not one
   */
  static DescriptionYaml read(Path file) throws IOException {
    try {
      DescriptionYaml yaml = YAML.readValue(Files.readAllBytes(file), DescriptionYaml.class);
      if (yaml == null) {
        throw bad(file.toString(), "an empty file", null);
      }
      return yaml;
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null
              ? file.toString()
              : "%s, line %d, column %d".formatted(file, at.getLineNr(), at.getColumnNr());
      throw bad(where, found(e), e);
    }
  }

  /** What was found, in the words of the file rather than of the parser. */
  private static String found(JacksonException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "the unknown key %s, where these are known: %s"
          .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
    }
    if (e instanceof InvalidFormatException odd && odd.getTargetType().isEnum()) {
      return "%s, where these are known: %s"
          .formatted(odd.getValue(), Arrays.toString(odd.getTargetType().getEnumConstants()))
          .toLowerCase(Locale.ROOT);
    }
    return e.getOriginalMessage();
  }

  private static BadInputException bad(
      String where, String found, @Nullable JacksonException cause) {
    return new BadInputException(
        where,
        "expected an encoder description, found: " + found,
        "Compare it with the descriptions beside it",
        cause);
  }
}
