package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.search.CollectionReader.NumberCounts;
import io.github.hnswsearch.search.CollectionReader.TermCounts;
import io.github.hnswsearch.search.MissingCountsException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.LongValueFacetCounts;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.util.IOFunction;
import org.jspecify.annotations.Nullable;

/**
 * How often the values of fields occur in a reader. It never changes, so what does not depend on a
 * request is counted once and kept. Safe for use by several threads.
 */
final class ValueCounts {
  private static final TermCounts NO_TERMS = new TermCounts(Map.of(), 0, 0);
  private static final NumberCounts NO_NUMBERS = new NumberCounts(new long[0], new long[0], 0);

  private final IndexReader reader;
  private final FieldInfos fields;
  private final Map<String, StringDocValuesReaderState> states = new ConcurrentHashMap<>();
  private final Map<String, TermTotals> termTotals = new ConcurrentHashMap<>();
  private final Map<String, NumberCounts> numberTotals = new ConcurrentHashMap<>();

  ValueCounts(IndexReader reader) {
    this.reader = reader;
    this.fields = FieldInfos.getMergedFieldInfos(reader);
  }

  /**
   * Counts of the values of a text field.
   *
   * @param items to count over, null for all
   * @param most how many values are listed
   * @param always values that are listed where they occur, however rare
   * @throws MissingCountsException if there are values but none that can be counted
   */
  TermCounts terms(
      Field field, @Nullable FacetsCollector items, int most, Collection<String> always)
      throws IOException {
    if (!has(field)) {
      return NO_TERMS;
    }
    if (items != null) {
      StringValueFacetCounts counts = new StringValueFacetCounts(state(field.name()), items);
      return new TermTotals(field.name(), counts).counts(most, always);
    }
    return kept(
            termTotals,
            field.name(),
            name -> new TermTotals(name, new StringValueFacetCounts(state(name))))
        .counts(most, always);
  }

  /**
   * Counts of the values of a number field.
   *
   * @param items to count over, null for all
   * @throws MissingCountsException if there are values but none that can be counted
   */
  NumberCounts numbers(Field field, @Nullable FacetsCollector items) throws IOException {
    if (!has(field)) {
      return NO_NUMBERS;
    }
    if (items != null) {
      return ascending(new LongValueFacetCounts(field.name(), items));
    }
    return kept(
        numberTotals, field.name(), name -> ascending(new LongValueFacetCounts(name, reader)));
  }

  /**
   * Whether any item has a value of a field.
   *
   * @throws MissingCountsException if there are values but none that can be counted or ordered
   */
  boolean has(Field field) {
    @Nullable FieldInfo info = fields.fieldInfo(field.name());
    if (info == null) {
      return false;
    }
    if (info.getDocValuesType() == DocValuesType.NONE) {
      throw new MissingCountsException(field.name());
    }
    return true;
  }

  /** The ordinals of a field's values over all segments, which take long to put together. */
  private StringDocValuesReaderState state(String field) throws IOException {
    return kept(states, field, name -> new StringDocValuesReaderState(reader, name));
  }

  /** What is known of a field, made where it is not known yet. */
  private static <T> T kept(
      Map<String, T> known, String field, IOFunction<String, ? extends T> make) throws IOException {
    @Nullable T value = known.get(field);
    if (value == null) {
      value = make.apply(field);
      known.put(field, value);
    }
    return value;
  }

  private static NumberCounts ascending(LongValueFacetCounts counts) {
    FacetResult all = counts.getAllChildrenSortByValue();
    LabelAndValue[] values = all.labelValues;
    return new NumberCounts(
        Arrays.stream(values).mapToLong(value -> Long.parseLong(value.label)).toArray(),
        Arrays.stream(values).mapToLong(value -> value.value.longValue()).toArray(),
        all.value.longValue());
  }
}
