package io.github.hnswsearch.lucene;

import io.github.hnswsearch.search.CollectionReader.TermCounts;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.jspecify.annotations.Nullable;

/** The values of one field as they have been counted. Safe for use by several threads. */
final class TermTotals {
  private final String field;
  private final StringValueFacetCounts counts;
  private @Nullable FacetResult longest;
  private int longestMost;

  TermTotals(String field, StringValueFacetCounts counts) {
    this.field = field;
    this.counts = counts;
  }

  /**
   * The most frequent values.
   *
   * @param most how many are listed, 1 or more
   * @param always values that are listed where they occur, however rare
   */
  synchronized TermCounts counts(int most, Collection<String> always) throws IOException {
    if (most > longestMost) {
      longest = counts.getTopChildren(most, field);
      longestMost = most;
    }
    if (longest == null) {
      return new TermCounts(Map.of(), 0, 0);
    }
    Map<String, Long> listed = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(most, longest.labelValues.length); i++) {
      LabelAndValue value = longest.labelValues[i];
      listed.put(value.label, value.value.longValue());
    }
    for (String value : always) {
      long count = counts.getSpecificValue(field, value).longValue();
      if (count > 0) {
        listed.putIfAbsent(value, count);
      }
    }
    return new TermCounts(listed, longest.childCount - listed.size(), longest.value.longValue());
  }
}
