package io.github.hnswsearch.search;

import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * The reading side of a backend: one open generation. Safe for use by several threads. Items are
 * named by a number that is valid for this reader only.
 */
public interface CollectionReader extends Closeable {

  /**
   * An item found by a leg.
   *
   * @param item its number
   * @param score cosine for {@link #nearest}, BM25 for {@link #keyword}
   */
  record Candidate(int item, double score) {}

  /**
   * What a keyword search found.
   *
   * @param candidates best first
   * @param total items that match, or at least match
   * @param exact whether {@code total} is the exact number
   * @param warnings how the text was read where that is not as it stands, in sentences
   */
  record KeywordMatches(
      List<Candidate> candidates, long total, boolean exact, List<String> warnings) {}

  long size();

  int dimension();

  Schema schema();

  /**
   * The nearest items by cosine, best first, re-scored with the exact vectors.
   *
   * @param k how many, 1 or more
   * @param ef candidates kept by the graph search, k or more
   */
  List<Candidate> nearest(UnitVector query, int k, int ef, List<Filter> filters) throws IOException;

  /** Every item compared: the truth that {@link #nearest} approximates. */
  default List<Candidate> exactNearest(UnitVector query, int k) throws IOException {
    return exactNearest(List.of(query), k).getFirst();
  }

  /** The same for many queries, reading the vectors once. */
  List<List<Candidate>> exactNearest(List<UnitVector> queries, int k) throws IOException;

  /**
   * The best items by BM25.
   *
   * @param text words, phrases and fields of Lucene's query syntax, read leniently; blank matches
   *     every item that passes the filters
   * @param fields text fields to search, empty for all
   * @param n how many, 1 or more
   */
  KeywordMatches keyword(String text, List<String> fields, int n, List<Filter> filters)
      throws IOException;

  /** The item of an id. */
  OptionalInt find(String id) throws IOException;

  /** The stored vector of an item. */
  UnitVector vector(int item) throws IOException;

  /** The stored fields of an item. */
  Document document(int item) throws IOException;
}
