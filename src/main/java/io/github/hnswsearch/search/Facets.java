package io.github.hnswsearch.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often the values of fields occur. Its JSON is part of the contract's response.
 *
 * @param countedOver always {@link #OVER_FILTERS}: every item that passes the filters counts,
 *     whether or not it is among the hits; a field's own filters do not hold for its own counts, so
 *     that its other values stay in view
 * @param items how many pass all filters
 */
public record Facets(
    @JsonProperty("counted_over") String countedOver, long items, List<FieldFacet> fields) {
  public static final String OVER_FILTERS = "filters";
  public static final String TERMS = "terms";
  public static final String HISTOGRAM = "histogram";

  /**
   * The values of one field.
   *
   * @param kind {@link #TERMS}: most frequent values first; {@link #HISTOGRAM}: ranges of numbers
   *     or years, ascending, those without items left out
   * @param interval width of a range of a histogram; days are counted in years
   * @param other further values that are not listed
   * @param missing items without a value
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FieldFacet(
      String field,
      String kind,
      @Nullable Long interval,
      List<Bucket> buckets,
      long other,
      long missing) {}

  /**
   * A value or a range of values.
   *
   * @param value as it is shown
   * @param from first number or year of a range; null for a term
   * @param to last one
   * @param filter passes the items of this bucket
   * @param selected whether the request's filters ask for it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Bucket(
      String value,
      @Nullable Long from,
      @Nullable Long to,
      long count,
      String filter,
      boolean selected) {}
}
