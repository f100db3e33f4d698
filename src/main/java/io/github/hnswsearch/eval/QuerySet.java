package io.github.hnswsearch.eval;

import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Queries of one open index, and what each of them must find. Safe for use by several threads.
 *
 * <p>A query may be a row of the index itself. Such a row is left out of its own results, so that
 * finding itself counts for nothing.
 */
public final class QuerySet {
  /** The item of a query that is no row of the index. */
  private static final int NO_ITEM = -1;

  /**
   * A query.
   *
   * @param self the item that it is, which its results leave out
   * @param truth the true nearest, best first, at most k
   */
  private record Query(UnitVector vector, int self, List<Candidate> truth) {}

  private final CollectionReader reader;
  private final List<Filter> filters;
  private final int k;
  private final int depth;
  private final List<Query> queries;

  private QuerySet(
      CollectionReader reader, List<Filter> filters, int k, int depth, List<Query> queries) {
    this.reader = reader;
    this.filters = filters;
    this.k = k;
    this.depth = depth;
    this.queries = List.copyOf(queries);
  }

  /**
   * Queries from elsewhere.
   *
   * @param truths one a query: the true nearest among what the filters pass, best first, at most k
   * @param filters that every query has
   */
  public static QuerySet of(
      CollectionReader reader,
      List<UnitVector> vectors,
      List<List<Candidate>> truths,
      List<Filter> filters,
      int k) {
    if (vectors.size() != truths.size()) {
      throw new IllegalArgumentException(
          "expected " + vectors.size() + " truths, one a query, found " + truths.size());
    }
    List<Query> queries =
        IntStream.range(0, vectors.size())
            .mapToObj(i -> new Query(vectors.get(i), NO_ITEM, truths.get(i)))
            .toList();
    return new QuerySet(reader, filters, k, k, queries);
  }

  /**
   * Rows of the index, evenly spaced so that they are the same whenever they are asked for. Their
   * truths are found by exact search.
   *
   * @param most how many at most
   */
  public static QuerySet ofOwnRows(CollectionReader reader, int most, int k) throws IOException {
    int[] items = reader.sample(most);
    List<UnitVector> vectors = new ArrayList<>(items.length);
    for (int item : items) {
      vectors.add(reader.vector(item));
    }
    List<List<Candidate>> nearest = reader.exactNearest(vectors, k + 1, List.of());
    List<Query> queries =
        IntStream.range(0, items.length)
            .mapToObj(i -> new Query(vectors.get(i), items[i], others(items[i], nearest.get(i), k)))
            .toList();
    return new QuerySet(reader, List.of(), k, k + 1, queries);
  }

  /**
   * Queries that are no rows of the index. Their truths are found by exact search.
   *
   * @param vectors of the index's dimension
   */
  static QuerySet ofHeldOut(CollectionReader reader, List<UnitVector> vectors, int k)
      throws IOException {
    return of(reader, vectors, reader.exactNearest(vectors, k, List.of()), List.of(), k);
  }

  /**
   * The same queries, of each of which fewer are sought.
   *
   * @param fewer 1 to k
   */
  QuerySet seeking(int fewer) {
    return new QuerySet(
        reader,
        filters,
        fewer,
        depth - k + fewer,
        queries.stream()
            .map(query -> new Query(query.vector(), query.self(), first(query.truth(), fewer)))
            .toList());
  }

  private static List<Candidate> first(List<Candidate> truth, int count) {
    return truth.subList(0, Math.min(count, truth.size()));
  }

  /** The same queries under filters, with the truths of those. */
  QuerySet under(List<Filter> passed) throws IOException {
    List<UnitVector> vectors = queries.stream().map(Query::vector).toList();
    List<List<Candidate>> nearest = reader.exactNearest(vectors, depth, passed);
    return new QuerySet(
        reader,
        passed,
        k,
        depth,
        IntStream.range(0, queries.size())
            .mapToObj(
                i ->
                    new Query(
                        vectors.get(i),
                        queries.get(i).self(),
                        others(queries.get(i).self(), nearest.get(i), k)))
            .toList());
  }

  /** How many are sought of each. */
  int k() {
    return k;
  }

  public int size() {
    return queries.size();
  }

  /**
   * Searches for a query: what is timed.
   *
   * @param ef candidates that the graph search keeps; raised where it is less than what is sought
   */
  List<Candidate> search(int query, int ef) throws IOException {
    return reader.nearest(queries.get(query).vector(), depth, Math.max(ef, depth), filters);
  }

  /** Recall@k of what a search found, 0 to 1. */
  double recall(int query, List<Candidate> found) {
    Query asked = queries.get(query);
    return Recall.of(asked.truth(), others(asked.self(), found, k));
  }

  private static List<Candidate> others(int self, List<Candidate> found, int k) {
    return found.stream().filter(candidate -> candidate.item() != self).limit(k).toList();
  }
}
