package io.github.hnswsearch.web;

import io.github.hnswsearch.search.Collections;
import io.github.hnswsearch.search.ForwardingCollections;
import io.github.hnswsearch.search.RankedDocument;
import io.github.hnswsearch.search.RankedDocuments;
import io.github.hnswsearch.search.SearchRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Collections whose rankings have their first item many times. */
final class LongExports extends ForwardingCollections {
  private final int items;

  LongExports(Collections collections, int items) {
    super(collections);
    this.items = items;
  }

  @Override
  public RankedDocuments ranking(String collection, SearchRequest request) throws IOException {
    return new Repeated(super.ranking(collection, request), items);
  }

  private static final class Repeated implements RankedDocuments {
    private final RankedDocuments ranking;
    private @Nullable RankedDocument item;
    private int left;

    Repeated(RankedDocuments ranking, int items) {
      this.ranking = ranking;
      this.left = items;
    }

    @Override
    public @Nullable RankedDocument next() throws IOException {
      if (item == null) {
        item = ranking.next();
      }
      return left-- > 0 ? item : null;
    }

    @Override
    public void close() {
      ranking.close();
    }
  }
}
