package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.search.CollectionReader.NumberCounts;
import io.github.hnswsearch.search.CollectionReader.Passing;
import io.github.hnswsearch.search.CollectionReader.TermCounts;
import io.github.hnswsearch.search.MissingCountsException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.LongValueFacetCounts;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** The items of an index that pass a filter, counted by their doc values. */
final class PassingItems implements Passing {
  private final IndexSearcher searcher;
  private final @Nullable Query filter;
  private final @Nullable FacetsCollector collected;
  private final long items;

  /**
   * Looks the items up.
   *
   * @param filter null where all items pass: they need not be collected
   */
  PassingItems(IndexSearcher searcher, @Nullable Query filter) throws IOException {
    this.searcher = searcher;
    this.filter = filter;
    if (filter == null) {
      collected = null;
      items = searcher.getIndexReader().numDocs();
    } else {
      collected = searcher.search(filter, new FacetsCollectorManager());
      items = collected.getMatchingDocs().stream().mapToLong(segment -> segment.totalHits()).sum();
    }
  }

  @Override
  public long items() {
    return items;
  }

  @Override
  public long having(Field field) throws IOException {
    if (!countable(field)) {
      return 0;
    }
    Query exists = new FieldExistsQuery(field.name());
    return searcher.count(
        filter == null
            ? exists
            : new BooleanQuery.Builder()
                .add(filter, Occur.FILTER)
                .add(exists, Occur.FILTER)
                .build());
  }

  @Override
  public TermCounts terms(Field field, int most, Collection<String> always) throws IOException {
    if (!countable(field)) {
      return new TermCounts(Map.of(), 0);
    }
    StringDocValuesReaderState state =
        new StringDocValuesReaderState(searcher.getIndexReader(), field.name());
    StringValueFacetCounts values =
        collected == null
            ? new StringValueFacetCounts(state)
            : new StringValueFacetCounts(state, collected);
    @Nullable FacetResult top = values.getTopChildren(most, field.name());
    if (top == null) {
      return new TermCounts(Map.of(), 0);
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    for (LabelAndValue value : top.labelValues) {
      counts.put(value.label, value.value.longValue());
    }
    for (String value : always) {
      long count = values.getSpecificValue(field.name(), value).longValue();
      if (count > 0) {
        counts.putIfAbsent(value, count);
      }
    }
    return new TermCounts(counts, top.childCount - counts.size());
  }

  @Override
  public NumberCounts numbers(Field field) throws IOException {
    if (!countable(field)) {
      return new NumberCounts(new long[0], new long[0]);
    }
    FacetResult all =
        (collected == null
                ? new LongValueFacetCounts(field.name(), searcher.getIndexReader())
                : new LongValueFacetCounts(field.name(), collected))
            .getAllChildrenSortByValue();
    long[] values = new long[all.labelValues.length];
    long[] counts = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Long.parseLong(all.labelValues[i].label);
      counts[i] = all.labelValues[i].value.longValue();
    }
    return new NumberCounts(values, counts);
  }

  /**
   * Whether any item has a value.
   *
   * @throws MissingCountsException if there are values but none that can be counted
   */
  private boolean countable(Field field) {
    FieldInfo info =
        FieldInfos.getMergedFieldInfos(searcher.getIndexReader()).fieldInfo(field.name());
    if (info == null) {
      return false;
    }
    if (info.getDocValuesType() == DocValuesType.NONE) {
      throw new MissingCountsException(field.name());
    }
    return true;
  }
}
