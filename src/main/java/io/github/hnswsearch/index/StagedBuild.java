package io.github.hnswsearch.index;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ItemSource;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that a build fills. It keeps what was asked for, so that only the same build goes on
 * with it.
 */
final class StagedBuild {
  private static final String REQUEST = "import.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private StagedBuild() {}

  /** An empty folder for a build. */
  static Path begin(
      CollectionDirectory collection, BuildPlan plan, ItemSource source, Map<String, String> engine)
      throws IOException {
    Path staged = collection.stage();
    DurableFiles.write(
        staged.resolve(REQUEST), JSON.writeValueAsBytes(request(plan, source, engine)));
    return staged;
  }

  /**
   * The folder of an interrupted build of the same, without what cannot be gone on with.
   *
   * @return empty where no build was interrupted
   * @throws BadInputException if another one was
   */
  static Optional<Path> resume(
      CollectionDirectory collection, BuildPlan plan, ItemSource source, Map<String, String> engine)
      throws IOException {
    Optional<Path> interrupted = collection.interrupted();
    if (interrupted.isPresent()) {
      Path staged = interrupted.get();
      requireSame(collection, read(staged), request(plan, source, engine));
      DurableFiles.deleteTree(Generation.indexDirectory(staged));
    }
    return interrupted;
  }

  /** Drops what only an interrupted build needs. */
  static void complete(Path staged) throws IOException {
    Files.deleteIfExists(staged.resolve(REQUEST));
  }

  private static ObjectNode request(BuildPlan plan, ItemSource source, Map<String, String> engine)
      throws IOException {
    ObjectNode request = JSON.createObjectNode();
    request.set("descriptor", plan.descriptorJson());
    request.put("encoder_fingerprint", plan.encoderFingerprint());
    request.put("files", source.identity());
    request.put("rows", source.rows());
    request.set("engine", JSON.valueToTree(engine));
    return request;
  }

  /** An empty object where it cannot be read: then the build is not the same. */
  private static JsonNode read(Path staged) throws IOException {
    try {
      return JSON.readTree(Files.readAllBytes(staged.resolve(REQUEST)));
    } catch (NoSuchFileException | JacksonException | CharConversionException e) {
      return JSON.createObjectNode();
    }
  }

  private static void requireSame(
      CollectionDirectory collection, JsonNode interrupted, ObjectNode request)
      throws BadInputException {
    List<String> others = new ArrayList<>();
    request
        .properties()
        .forEach(
            part -> {
              // As text: numbers of one value may differ in type once they have been read.
              if (!part.getValue().toString().equals(interrupted.path(part.getKey()).toString())) {
                others.add(part.getKey());
              }
            });
    if (!others.isEmpty()) {
      throw new BadInputException(
          "collection " + collection.name(),
          "expected the import that was interrupted, found one with another "
              + String.join(", ", others),
          "Run it as it was begun, with the same files, or without --resume to begin anew");
    }
  }
}
