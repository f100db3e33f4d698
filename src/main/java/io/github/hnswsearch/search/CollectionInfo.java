package io.github.hnswsearch.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user may know of a collection. Its JSON is the response of the collections routes.
 *
 * @param about what its importer says of it, in words
 * @param modes the modes that can be searched; without an encoder or text fields some cannot
 * @param pictures whether its items are pictures, here or on the web, that the server can show
 * @param uploads kinds of files that can be searched by: {@link #PICTURE}, {@link #DOCUMENT}
 * @param fields filterable and searchable fields by name, with their type
 * @param sizeBytes of the generation on disk
 * @param calibration recall and latency per k and ef, measured when the generation was built; those
 *     of k = 10 first, ef ascending
 * @param calibrationQueries what was measured with; null in generations of earlier versions
 * @param filteredCalibration the same under filters, broad ones first; empty in generations of
 *     earlier versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CollectionInfo(
    String name,
    @Nullable String about,
    long items,
    int dimension,
    @Nullable String encoder,
    List<String> modes,
    boolean pictures,
    List<String> uploads,
    Map<String, String> fields,
    @JsonProperty("max_conn") int maxConn,
    @JsonProperty("beam_width") int beamWidth,
    String quantization,
    @JsonProperty("default_ef") int defaultEf,
    @JsonProperty("size_bytes") long sizeBytes,
    String generation,
    @JsonProperty("built_at") String builtAt,
    Map<String, Long> counts,
    List<CalibrationPoint> calibration,
    @Nullable @JsonProperty("calibration_queries") CalibrationQueries calibrationQueries,
    @JsonProperty("filtered_calibration") List<FilteredPoint> filteredCalibration) {

  /** What {@link #uploads} says where pictures can be searched by. */
  public static final String PICTURE = "picture";

  /** What {@link #uploads} says where documents can be searched by. */
  public static final String DOCUMENT = "document";

  /** How texts are searched where nobody says how: by meaning and words, where both can be had. */
  public SearchMode defaultMode() {
    return modes.isEmpty() || modes.contains(SearchMode.HYBRID.text())
        ? SearchMode.HYBRID
        : SearchMode.find(modes.getFirst()).orElse(SearchMode.HYBRID);
  }

  /** Whether the collection has a field whose values can be counted. */
  public boolean isCounted(String field) {
    return hasField(field, FacetCounter.COUNTED);
  }

  /** Whether the collection has a field that results can be ordered by. */
  public boolean isOrdered(String field) {
    return hasField(field, FieldOrder.ORDERED);
  }

  private boolean hasField(String name, Set<FieldType> types) {
    String type = fields.get(name);
    return type != null && types.contains(FieldType.valueOf(type.toUpperCase(Locale.ROOT)));
  }

  /**
   * One measurement of this very index.
   *
   * @param ef candidates kept by the graph search
   * @param recall share of the true k nearest that were found, 0 to 1
   * @param p50Micros median latency of one query in microseconds, one thread
   */
  public record CalibrationPoint(
      int k, int ef, double recall, @JsonProperty("p50_us") double p50Micros) {
    public static CalibrationPoint of(Manifest.Calibration point) {
      return new CalibrationPoint(point.k(), point.ef(), point.recall(), point.p50Micros());
    }
  }

  /**
   * One measurement under a filter that has nothing to do with the vectors.
   *
   * @param selectivity share of the items that pass it, above 0 and below 1
   */
  public record FilteredPoint(
      double selectivity, int k, int ef, double recall, @JsonProperty("p50_us") double p50Micros) {
    public static FilteredPoint of(Manifest.FilteredCalibration point) {
      return new FilteredPoint(
          point.selectivity(), point.k(), point.ef(), point.recall(), point.p50Micros());
    }
  }

  /**
   * The queries of all measurements.
   *
   * @param from {@link #TEST} or {@link #ROWS}
   */
  public record CalibrationQueries(String from, int count) {
    /** From the data set {@code test} of the embeddings' file: they are not indexed. */
    public static final String TEST = "test";

    /** Rows of the index, each left out of its own results. */
    public static final String ROWS = "rows";

    public static CalibrationQueries of(Manifest.CalibrationQueries queries) {
      return new CalibrationQueries(
          switch (queries.from()) {
            case TEST -> TEST;
            case ROWS -> ROWS;
          },
          queries.count());
    }

    /** What they are, in words that follow "measured with". */
    public String words() {
      return from.equals(TEST)
          ? String.format(Locale.ROOT, "%,d test queries of its file", count)
          : String.format(
              Locale.ROOT, "%,d of its own rows, each left out of its own results", count);
    }
  }
}
