package io.github.hnswsearch.search;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Compares queries with every item that passes some filters: the truth of a filtered search. */
public interface ExactSearch extends Closeable {

  /** Opens the index of a generation for it, beside any reader that has it open. */
  @FunctionalInterface
  interface Opener {
    ExactSearch open(Generation generation) throws IOException;
  }

  /**
   * The k nearest of each query, best first.
   *
   * @param k how many, 1 or more
   */
  List<List<Candidate>> nearest(List<UnitVector> queries, int k, List<Filter> filters)
      throws IOException;
}
