package io.github.hnswsearch.search;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.Explanation.Clause;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  record Candidate(int item, double score) {
    /** By score; equal ones in the order of their numbers. */
    public static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingDouble(Candidate::score).reversed().thenComparingInt(Candidate::item);
  }

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

  /**
   * Items that pass some filters, and the values of their fields. The items are looked up once, and
   * each field is counted when it is asked for.
   */
  interface Passing {
    /** How many there are. */
    long items();

    /**
     * Counts of the values of a keyword, category or name field.
     *
     * @param most how many values are listed, 1 or more
     * @param always values that are listed where they occur, however rare
     */
    TermCounts terms(Field field, int most, Collection<String> always) throws IOException;

    /** Counts of the values of a number or day field; a day is its number since 1970-01-01. */
    NumberCounts numbers(Field field) throws IOException;
  }

  /**
   * How often values occur.
   *
   * @param counts by value as it is stored, most frequent first
   * @param others further values that are not listed
   * @param items that have a value
   */
  record TermCounts(Map<String, Long> counts, long others, long items) {}

  /**
   * How often each number occurs.
   *
   * @param values ascending
   * @param counts one of each value
   * @param items that have a value
   */
  record NumberCounts(long[] values, long[] counts, long items) {}

  /** Where the words of a text occur in single items. Made once for a search. */
  interface WordFinder {
    /**
     * The parts of an item in which words of the text occur, as HTML: escaped, then marked with
     * {@code <mark>}. Names and titles are whole, of longer texts there are a few passages.
     *
     * @return by field name; fields without any of the words are absent
     */
    Map<String, List<String>> highlights(Document document) throws IOException;

    /** What of the text an item matches, best first; the scores add up to its keyword score. */
    List<Clause> clauses(int item) throws IOException;
  }

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

  /**
   * Whether {@link #nearest} compares all items that it may find, so that it misses none.
   *
   * @param passing how many pass its filters
   * @param ef as it is given to the search
   */
  default boolean comparesAll(long passing, int ef) {
    return passing <= ef;
  }

  /** Every item compared: the truth that {@link #nearest} approximates. */
  default List<Candidate> exactNearest(UnitVector query, int k) throws IOException {
    return exactNearest(List.of(query), k, List.of()).getFirst();
  }

  /**
   * The same for many queries, reading the vectors once.
   *
   * @param filters what may be found
   * @return one list a query, best first; shorter than k where fewer items pass
   */
  List<List<Candidate>> exactNearest(List<UnitVector> queries, int k, List<Filter> filters)
      throws IOException;

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

  /**
   * Of all that {@link #keyword} finds, the first in the order of a field. Scores are those of
   * BM25.
   *
   * @throws MissingCountsException where a generation is too old to be ordered
   */
  KeywordMatches keyword(
      String text, List<String> fields, int n, List<Filter> filters, FieldOrder order)
      throws IOException;

  /**
   * Candidates in the order of a field.
   *
   * @param candidates best first
   * @throws MissingCountsException where a generation is too old to be ordered
   */
  List<Candidate> ordered(List<Candidate> candidates, FieldOrder order) throws IOException;

  /** A finder of the words of a text, read as {@link #keyword} reads it. */
  WordFinder words(String text) throws IOException;

  /** Whether an item passes all of some filters. */
  boolean passes(int item, List<Filter> filters) throws IOException;

  /**
   * The items that pass some filters.
   *
   * @throws MissingCountsException by its methods, where a generation is too old to be counted
   */
  Passing passing(List<Filter> filters) throws IOException;

  /**
   * Finds copies among items: compares each with those before it that are not copies themselves.
   *
   * @param items best first
   * @param threshold cosine from which an item is a copy
   * @return for each item the one that it is a copy of, in the same order
   */
  List<Optional<Candidate>> originals(List<Integer> items, double threshold) throws IOException;

  /** The item of an id. */
  OptionalInt find(String id) throws IOException;

  /**
   * Numbers of items, ascending and evenly spaced, so that they are the same whenever they are
   * asked for. Numbers need not be consecutive: those of deleted items are nobody's.
   *
   * @param most how many at most
   */
  int[] sample(int most) throws IOException;

  /** The stored vector of an item. */
  UnitVector vector(int item) throws IOException;

  /** The stored fields of an item. */
  Document document(int item) throws IOException;
}
