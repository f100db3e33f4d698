package io.github.hnswsearch.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.dataset.hdf5.FileAttributes;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What files of embeddings say of the encoder that made them. Those that this program wrote do; of
 * others it is not known.
 */
public final class EmbeddingOrigin {
  /** Attribute of a file that keeps the job that it comes from, as JSON. */
  public static final String JOB_ATTRIBUTE = "embedding_job";

  /** The key of the job that tells the encoder's fingerprint. */
  public static final String FINGERPRINT = "encoder_fingerprint";

  private EmbeddingOrigin() {}

  /**
   * Requires that no file says that another encoder made it.
   *
   * @param embeddings files, or folders of parts
   * @param collection that they are for
   * @param fingerprint of the collection's encoder, null where it is not known
   * @throws BadInputException if one does, naming both fingerprints
   */
  public static void requireEncoder(
      List<Path> embeddings, String collection, @Nullable String fingerprint) throws IOException {
    if (fingerprint == null) {
      return;
    }
    for (Path file : EmbeddingParts.of(embeddings)) {
      Optional<String> found = fingerprint(file);
      if (found.isPresent() && !found.get().equals(fingerprint)) {
        throw new BadInputException(
            file.toString(),
            "expected embeddings of the encoder of collection %s, with fingerprint %s, found %s"
                .formatted(collection, fingerprint, found.get()),
            "Embed the rows with the encoder of the collection: cosines between those of two"
                + " encoders mean nothing");
      }
    }
  }

  private static Optional<String> fingerprint(Path file) throws IOException {
    Optional<String> job = FileAttributes.text(file, JOB_ATTRIBUTE);
    if (job.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode fingerprint = new ObjectMapper().readTree(job.get()).path(FINGERPRINT);
      return fingerprint.isTextual() ? Optional.of(fingerprint.asText()) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // Another program's attribute of the same name.
    }
  }
}
