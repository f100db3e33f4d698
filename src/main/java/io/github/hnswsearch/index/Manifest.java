package io.github.hnswsearch.index;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.SourceFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a generation is and how it came to be; {@code manifest.json} beside the index.
 *
 * @param format version of this layout; a reader refuses what is newer
 * @param generation name of the generation's folder
 * @param descriptor the descriptor that built it, with absolute paths
 * @param encoder name of the encoder that made the embeddings, if known
 * @param encoderFingerprint digest of that encoder's files, where they were at hand
 * @param similarity always {@code cosine}
 * @param items live items in the index
 * @param counts rows read, indexed, skipped by cause, joined; those of revisions included; {@link
 *     #UNREACHABLE} items, which generations of earlier versions do not tell
 * @param sources the files it was built from
 * @param schema metadata fields by name, in order
 * @param defaultEf candidates a search keeps unless it says otherwise
 * @param calibration recall and latency per k and ef, measured on this index; k = 10 first
 * @param calibrationQueries what it was measured with; null in formats 1 and 2, which did not say
 * @param filteredCalibration the same under filters; empty in formats 1 and 2, which had none
 * @param versions of this program, Lucene and Java
 * @param startedAt ISO 8601 instant
 * @param finishedAt ISO 8601 instant
 * @param seconds how long each phase took, by name
 * @param revisions what has been changed since the descriptor built it, oldest first
 */
@JsonPropertyOrder({"format", "collection", "generation", "items", "dimension", "similarity"})
public record Manifest(
    int format,
    String collection,
    String generation,
    JsonNode descriptor,
    @Nullable String encoder,
    @Nullable @JsonProperty("encoder_fingerprint") String encoderFingerprint,
    int dimension,
    String similarity,
    @JsonProperty("max_conn") int maxConn,
    @JsonProperty("beam_width") int beamWidth,
    String quantization,
    long items,
    Map<String, Long> counts,
    List<SourceFile> sources,
    Map<String, FieldType> schema,
    @JsonProperty("default_ef") int defaultEf,
    List<Calibration> calibration,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("calibration_queries")
        @Nullable CalibrationQueries calibrationQueries,
    @JsonProperty("filtered_calibration") List<FilteredCalibration> filteredCalibration,
    Map<String, String> versions,
    @JsonProperty("started_at") String startedAt,
    @JsonProperty("finished_at") String finishedAt,
    Map<String, Double> seconds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Revision> revisions) {

  /**
   * The layout that is written. Format 1 was that of builds and 2 of revisions, which had a
   * calibration of k = 10 without filters.
   */
  public static final int FORMAT = 3;

  /** The only similarity: vectors are unit vectors. */
  public static final String COSINE = "cosine";

  /** The count of items that the graph links and to which no links lead. */
  public static final String UNREACHABLE = "unreachable";

  /** Seconds to read and store the rows and to link the graph, without the measuring of recall. */
  public double buildSeconds() {
    return seconds.getOrDefault("reading_rows", 0.0)
        + seconds.getOrDefault("linking_the_graph", 0.0);
  }

  /**
   * One measurement of this index.
   *
   * @param k results that are asked for
   * @param ef candidates that the graph search keeps, k or more
   * @param recall share of the true k nearest that the search with ef found, 0 to 1
   * @param p50Micros median latency in microseconds, one thread
   */
  public record Calibration(
      int k, int ef, double recall, @JsonProperty("p50_us") double p50Micros) {}

  /**
   * One measurement under a filter that knows nothing of the vectors.
   *
   * @param selectivity share of the items that pass it, above 0 and below 1
   * @param recall share of the true k nearest of those that pass, 0 to 1
   */
  public record FilteredCalibration(
      double selectivity, int k, int ef, double recall, @JsonProperty("p50_us") double p50Micros) {}

  /**
   * The queries that an index was measured with.
   *
   * @param count how many, 0 or more
   */
  public record CalibrationQueries(Origin from, int count) {
    /** Where queries come from. */
    public enum Origin {
      /** Rows of the data set {@code test} of the embeddings' file, which are not indexed. */
      @JsonProperty("test")
      TEST,
      /** Rows of the index, each left out of its own results. */
      @JsonProperty("rows")
      ROWS
    }
  }

  /** What was measured of this index. */
  public CalibrationTable table() {
    return new CalibrationTable(calibrationQueries, calibration, filteredCalibration);
  }

  /**
   * What a generation is that was made of this one; not yet measured.
   *
   * @param live items in its index
   * @param engine versions of the programs that made it
   */
  Manifest revised(Revision revision, long live, Map<String, String> engine) {
    Map<String, Long> sums = new LinkedHashMap<>(counts);
    revision.counts().forEach((name, count) -> sums.merge(name, count, Long::sum));
    sums.put("indexed", live);
    sums.remove(UNREACHABLE);
    List<Revision> all = new ArrayList<>(revisions);
    all.add(revision);
    return new Manifest(
        FORMAT,
        collection,
        revision.generation(),
        descriptor,
        encoder,
        encoderFingerprint,
        dimension,
        similarity,
        maxConn,
        beamWidth,
        quantization,
        live,
        sums,
        sources,
        schema,
        0,
        List.of(),
        null,
        List.of(),
        engine,
        revision.startedAt(),
        Instant.now().toString(),
        Map.of(),
        List.copyOf(all));
  }

  /**
   * What a generation is that holds the items of this one, written anew: built as the other
   * manifest says, from what this one says.
   *
   * @param built from the items of this generation; not yet measured
   */
  Manifest rewritten(Manifest built) {
    Map<String, Long> same = new LinkedHashMap<>(counts);
    same.put("indexed", built.items());
    same.remove(UNREACHABLE);
    return new Manifest(
        FORMAT,
        collection,
        built.generation(),
        built.descriptor(),
        encoder,
        encoderFingerprint,
        dimension,
        similarity,
        built.maxConn(),
        built.beamWidth(),
        built.quantization(),
        built.items(),
        same,
        sources,
        schema,
        0,
        List.of(),
        null,
        List.of(),
        built.versions(),
        built.startedAt(),
        built.finishedAt(),
        built.seconds(),
        revisions);
  }

  /** The same of an index that has been examined and measured, now. */
  Manifest verified(Verification.Findings findings, long unreachable, Map<String, Double> phases) {
    Map<String, Long> allCounts = new LinkedHashMap<>(counts);
    allCounts.put(UNREACHABLE, unreachable);
    return new Manifest(
        format,
        collection,
        generation,
        descriptor,
        encoder,
        encoderFingerprint,
        dimension,
        similarity,
        maxConn,
        beamWidth,
        quantization,
        items,
        allCounts,
        sources,
        schema,
        findings.defaultEf(),
        findings.calibration().points(),
        findings.calibration().queries(),
        findings.calibration().filtered(),
        versions,
        startedAt,
        Instant.now().toString(),
        phases,
        revisions);
  }
}
