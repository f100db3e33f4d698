package io.github.hnswsearch.web;

import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.ForwardingCollections;
import io.github.hnswsearch.search.RankedDocument;
import io.github.hnswsearch.search.RankedDocuments;
import io.github.hnswsearch.search.SearchRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Collections whose rankings fail after some items. */
final class BreakingExports extends ForwardingCollections {
  private final int items;

  BreakingExports(Collections collections, int items) {
    super(collections);
    this.items = items;
  }

  @Override
  public RankedDocuments ranking(String collection, SearchRequest request) throws IOException {
    return new Breaking(super.ranking(collection, request), items);
  }

  private static final class Breaking implements RankedDocuments {
    private final RankedDocuments ranking;
    private int left;

    Breaking(RankedDocuments ranking, int items) {
      this.ranking = ranking;
      this.left = items;
    }

    @Override
    public @Nullable RankedDocument next() throws IOException {
      if (left-- == 0) {
        throw new IOException("the disk is gone");
      }
      return ranking.next();
    }

    @Override
    public void close() {
      ranking.close();
    }
  }
}
