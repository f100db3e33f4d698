package io.github.hnswsearch.search;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Items of a generation that stays open until they are closed. */
final class LeasedDocuments implements RankedDocuments {
  private final OpenGeneration.Lease lease;
  private final RankedItems ranking;
  private int next;

  /**
   * Takes a ranking.
   *
   * @param lease of the generation that the items belong to; closed with this
   */
  LeasedDocuments(OpenGeneration.Lease lease, RankedItems ranking) {
    this.lease = lease;
    this.ranking = ranking;
  }

  @Override
  public @Nullable RankedDocument next() throws IOException {
    return next < ranking.candidates().size() ? ranking.item(next++) : null;
  }

  @Override
  public void close() {
    lease.close();
  }
}
