package io.github.hnswsearch.eval;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Recall@k: the share of the true k nearest that a search found. */
public final class Recall {
  private Recall() {}

  /**
   * The recall of one query.
   *
   * @param truth the true nearest; empty counts as found
   * @param found what the search returned
   * @return 0 to 1
   */
  public static <T> double of(Collection<T> truth, Collection<T> found) {
    if (truth.isEmpty()) {
      return 1;
    }
    Set<T> hits = new HashSet<>(truth);
    hits.retainAll(new HashSet<>(found));
    return (double) hits.size() / truth.size();
  }
}
