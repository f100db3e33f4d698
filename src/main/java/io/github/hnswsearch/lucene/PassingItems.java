package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.search.CollectionReader.NumberCounts;
import io.github.hnswsearch.search.CollectionReader.Passing;
import io.github.hnswsearch.search.CollectionReader.TermCounts;
import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** The items of an index that pass a filter, counted by their doc values. */
final class PassingItems implements Passing {
  private final ValueCounts values;
  private final @Nullable FacetsCollector collected;
  private final long items;

  /**
   * Looks the items up.
   *
   * @param filter null where all items pass: they need not be collected
   */
  PassingItems(IndexSearcher searcher, ValueCounts values, @Nullable Query filter)
      throws IOException {
    this.values = values;
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
  public TermCounts terms(Field field, int most, Collection<String> always) throws IOException {
    return values.terms(field, collected, most, always);
  }

  @Override
  public NumberCounts numbers(Field field) throws IOException {
    return values.numbers(field, collected);
  }
}
