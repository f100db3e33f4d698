package io.github.hnswsearch.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hnswsearch.dataset.EmbeddingFolder;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ParserMessage;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How far a job has come, as {@code progress.json} says it: all that is in whole parts. What came
 * after is in the journal of the next part.
 *
 * @param job all that decides what comes out, by name: encoder, input, options
 * @param run tells this run from others of the same job that were started over
 * @param finished whether nothing is left to do
 * @param parts that are whole
 * @param rows in these parts
 * @param position where the input goes on after them
 * @param skipped inputs that gave no row, by cause
 * @param skippedBytes length of the list of skipped inputs
 * @param metadataBytes length of the metadata file
 */
record JobState(
    Map<String, String> job,
    String run,
    @JsonProperty(EmbeddingFolder.FINISHED) boolean finished,
    @JsonProperty(EmbeddingFolder.PARTS) int parts,
    long rows,
    long position,
    SortedMap<String, Long> skipped,
    long skippedBytes,
    long metadataBytes) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  static JobState start(Map<String, String> job) {
    String run = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    return new JobState(job, run, false, 0, 0, 0, new TreeMap<>(), 0, 0);
  }

  /** A job of which nothing but its result is left. */
  static JobState finished(Map<String, String> job, long rows, SortedMap<String, Long> skipped) {
    return new JobState(job, "", true, 0, rows, 0, skipped, 0, 0);
  }

  /**
   * The state of a folder; empty where it has none.
   *
   * @throws BadInputException if it has a file of that name that something else made
   */
  static Optional<JobState> read(Path folder) throws IOException {
    Path file = folder.resolve(EmbeddingFolder.PROGRESS);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), JobState.class));
    } catch (JacksonException | CharConversionException e) {
      throw new BadInputException(
          file.toString(),
          "expected how far an embedding has come, found: " + ParserMessage.of(e),
          "Name another output; this one is left as it is",
          e);
    }
  }

  void write(Path folder) throws IOException {
    DurableFiles.write(folder.resolve(EmbeddingFolder.PROGRESS), JSON.writeValueAsBytes(this));
  }

  /** Adds counts by cause. */
  static SortedMap<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
    SortedMap<String, Long> sum = new TreeMap<>(some);
    more.forEach((cause, count) -> sum.merge(cause, count, Long::sum));
    return sum;
  }
}
