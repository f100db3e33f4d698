package io.github.hnswsearch.lucene;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.RamUsageEstimator;

/**
 * What passes the filters that were asked for last: pages of a search, and queries that are typed
 * under the same filter, evaluate it once. Safe for use by several threads, of which one evaluates
 * a filter while others wait for it.
 */
final class FilterCache {
  /** Of the heap: room for a hundred filters over a million items in a heap of one gigabyte. */
  private static final int HEAP_SHARE = 64;

  private final IndexSearcher searcher;
  private final Cache<Query, PassingDocuments> known;

  FilterCache(IndexSearcher searcher) {
    this(searcher, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * A cache for one reader.
   *
   * @param bytes kept at most; what is larger alone is evaluated each time
   */
  FilterCache(IndexSearcher searcher, long bytes) {
    this.searcher = searcher;
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher(FilterCache::weight)
            // What is over the bound goes before the next search, not some time later.
            .executor(Runnable::run)
            .build();
  }

  private static int weight(Query filter, PassingDocuments passing) {
    long bytes = RamUsageEstimator.sizeOf(filter) + passing.bytes();
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  /** What passes a filter. */
  PassingDocuments passing(Query filter) throws IOException {
    try {
      return known.get(searcher.rewrite(filter), this::evaluate);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private PassingDocuments evaluate(Query rewritten) {
    try {
      return PassingDocuments.of(searcher, rewritten);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** About how many filters are kept. */
  long size() {
    return known.estimatedSize();
  }
}
