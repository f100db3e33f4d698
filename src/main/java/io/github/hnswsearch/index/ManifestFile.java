package io.github.hnswsearch.index;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ParserMessage;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code manifest.json}. */
final class ManifestFile {
  static final String NAME = "manifest.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private ManifestFile() {}

  /**
   * Reads the manifest of a generation.
   *
   * @throws BadInputException if it is missing, damaged or written by a newer program
   */
  static Manifest read(Path generation) throws IOException {
    Path file = generation.resolve(NAME);
    JsonNode tree;
    try {
      tree = JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          file.toString(), "expected a manifest, found no file", "Import the collection again", e);
    } catch (JacksonException | CharConversionException e) {
      throw damaged(file, ParserMessage.of(e), e);
    }
    if (!(tree instanceof ObjectNode manifest)) {
      throw damaged(file, "no object", null);
    }
    int format = manifest.path("format").asInt();
    if (format > Manifest.FORMAT) {
      throw new BadInputException(
          file.toString(),
          "expected manifest format " + Manifest.FORMAT + " or older, found " + format,
          "It was written by a newer HNSW Search: upgrade this one, or import again with it");
    }
    // A generation that nobody has revised does not say so.
    manifest.putIfAbsent("revisions", manifest.arrayNode());
    // Formats 1 and 2 were calibrated without filters, and did not say with which queries.
    manifest.putIfAbsent("calibration_queries", manifest.nullNode());
    manifest.putIfAbsent("filtered_calibration", manifest.arrayNode());
    try {
      return JSON.treeToValue(manifest, Manifest.class);
    } catch (JacksonException e) {
      throw damaged(file, ParserMessage.of(e), e);
    }
  }

  static void write(Path generation, Manifest manifest) throws IOException {
    DurableFiles.write(generation.resolve(NAME), JSON.writeValueAsBytes(manifest));
  }

  private static BadInputException damaged(Path file, String found, @Nullable Throwable cause) {
    return new BadInputException(
        file.toString(),
        "expected a manifest, found damaged JSON (" + found + ")",
        "Import the collection again",
        cause);
  }
}
