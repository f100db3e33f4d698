package io.github.hnswsearch.eval.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.hnswsearch.eval.SearchMeasurement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark measured; {@code bench --json} prints it.
 *
 * @param dataset name of the file or the collection
 * @param sha256 digest of the file, null for a collection
 * @param rows indexed
 * @param metric {@code angular}, {@code dot} or {@code ip} as the file says, {@code cosine} for a
 *     collection
 * @param queries asked in every pass
 * @param machine processor, cores, memory, system, Java and Lucene, for people
 * @param method how it was measured, for people
 * @param runs one for each quantization and number of callers
 * @param notes what was not measured as asked, in sentences
 */
public record BenchReport(
    String dataset,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sha256,
    long rows,
    int dimension,
    String metric,
    int k,
    int queries,
    String machine,
    String method,
    List<Run> runs,
    List<String> notes) {

  /**
   * One index, asked by some callers at the same time.
   *
   * @param quantization as descriptors write it
   * @param threads callers
   * @param buildSeconds to read, normalise and store the rows and to link the graph
   * @param indexBytes of all files of the index
   * @param codesBytes of the vectors that the graph search compares
   * @param graphBytes of the links
   * @param residentBytes of the process after a garbage collection, the index open; mapped files,
   *     which the system may drop at any time, not included
   * @param defaultEf candidates of a search that names no ef
   * @param points ef ascending
   * @param filters filtered searches; empty where none were measured
   */
  public record Run(
      String quantization,
      @JsonProperty("max_conn") int maxConn,
      @JsonProperty("beam_width") int beamWidth,
      int threads,
      @JsonProperty("build_seconds") double buildSeconds,
      @JsonProperty("index_bytes") long indexBytes,
      @JsonProperty("codes_bytes") long codesBytes,
      @JsonProperty("graph_bytes") long graphBytes,
      @JsonProperty("resident_bytes") long residentBytes,
      @JsonProperty("default_ef") int defaultEf,
      List<Point> points,
      List<FilteredPoint> filters) {

    /** For people: {@code bit1, 2 threads}. */
    String label() {
      return quantization + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
  }

  /**
   * Recall and speed at one ef.
   *
   * @param recall mean recall@k, 0 to 1
   * @param perSecond queries a second by all callers together
   * @param p50Micros median latency in microseconds
   */
  public record Point(
      int ef,
      double recall,
      @JsonProperty("qps") double perSecond,
      @JsonProperty("p50_us") double p50Micros,
      @JsonProperty("p95_us") double p95Micros,
      @JsonProperty("p99_us") double p99Micros) {

    static Point of(SearchMeasurement.Point measured) {
      return new Point(
          measured.ef(),
          share(measured.recall()),
          tenths(measured.perSecond()),
          tenths(measured.micros(50)),
          tenths(measured.micros(95)),
          tenths(measured.micros(99)));
    }
  }

  /**
   * Recall and speed of searches with one filter.
   *
   * @param field {@code random}: what passes is spread over the space; {@code near}: it is one
   *     region of the space
   * @param selectivity share of the rows that the filter is meant to pass, 0 to 1
   * @param passing how many pass
   * @param recall mean recall@k against the nearest of those that pass
   * @param ratioToUnfiltered median latency over that of the same queries without a filter
   */
  public record FilteredPoint(
      String field,
      double selectivity,
      long passing,
      int ef,
      double recall,
      @JsonProperty("qps") double perSecond,
      @JsonProperty("p50_us") double p50Micros,
      @JsonProperty("p99_us") double p99Micros,
      @JsonProperty("ratio_to_unfiltered") double ratioToUnfiltered) {}

  /** Five digits. */
  static double share(double value) {
    return Math.round(value * 1e5) / 1e5;
  }

  /** One digit after the point. */
  static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
