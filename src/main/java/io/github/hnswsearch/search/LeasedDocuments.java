package io.github.hnswsearch.search;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items of a generation that stays open until they are closed. */
final class LeasedDocuments implements RankedDocuments {
  private final OpenGeneration.Lease lease;
  private final Iterator<Integer> items;

  /**
   * Takes a ranking.
   *
   * @param lease of the generation that the items belong to; closed with this
   */
  LeasedDocuments(OpenGeneration.Lease lease, List<Integer> items) {
    this.lease = lease;
    this.items = items.iterator();
  }

  @Override
  public @Nullable Document next() throws IOException {
    return items.hasNext() ? lease.reader().document(items.next()) : null;
  }

  @Override
  public void close() {
    lease.close();
  }
}
