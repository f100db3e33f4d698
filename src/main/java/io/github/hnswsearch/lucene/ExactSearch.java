package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Compares queries with every vector that passes a filter, reading each once. */
final class ExactSearch {
  private ExactSearch() {}

  /**
   * The true nearest of each query, best first.
   *
   * @param filter what may be found; null for everything
   */
  static List<List<Candidate>> nearest(
      IndexSearcher searcher, List<UnitVector> queries, int k, @Nullable Query filter)
      throws IOException {
    List<Nearest> heaps = queries.stream().map(query -> new Nearest(query, k)).toList();
    Weight passing =
        searcher.createWeight(
            searcher.rewrite(filter == null ? MatchAllDocsQuery.INSTANCE : filter),
            ScoreMode.COMPLETE_NO_SCORES,
            1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      @Nullable FloatVectorValues values = leaf.reader().getFloatVectorValues(FieldNames.VECTOR);
      @Nullable Scorer scorer = passing.scorer(leaf);
      if (values != null && scorer != null) {
        compare(leaf, values, scorer.iterator(), heaps);
      }
    }
    return heaps.stream().map(Nearest::bestFirst).toList();
  }

  private static void compare(
      LeafReaderContext leaf,
      FloatVectorValues values,
      DocIdSetIterator passing,
      List<Nearest> heaps)
      throws IOException {
    @Nullable Bits live = leaf.reader().getLiveDocs();
    var vectors = values.iterator();
    DocIdSetIterator documents = ConjunctionUtils.intersectIterators(List.of(passing, vectors));
    while (documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      int document = documents.docID();
      if (live == null || live.get(document)) {
        float[] vector = values.vectorValue(vectors.index());
        heaps.forEach(heap -> heap.offer(leaf.docBase + document, vector));
      }
    }
  }

  /** The k best of the vectors that one query has been compared with. */
  private static final class Nearest {
    private final float[] query;
    private final int k;
    private final PriorityQueue<Candidate> worstFirst;

    Nearest(UnitVector query, int k) {
      this.query = query.components();
      this.k = k;
      this.worstFirst = new PriorityQueue<>(k + 1, Candidate.BEST_FIRST.reversed());
    }

    void offer(int document, float[] vector) {
      double cosine = VectorRows.cosine(query, vector);
      if (worstFirst.size() < k || cosine > worstFirst.element().score()) {
        worstFirst.add(new Candidate(document, cosine));
        if (worstFirst.size() > k) {
          worstFirst.remove();
        }
      }
    }

    List<Candidate> bestFirst() {
      return worstFirst.stream().sorted(Candidate.BEST_FIRST).toList();
    }
  }
}
