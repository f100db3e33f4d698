package io.github.hnswsearch.lucene;

import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.ExactSearch;
import io.github.hnswsearch.search.Filter;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.DirectoryReader;
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
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Exact search over the float vectors of an index; for filters over numbers and days. */
public final class LuceneExactSearch implements ExactSearch {
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparingInt(Candidate::item);

  private final Directory directory;
  private final IndexSearcher searcher;
  private final FilterQueries filterQueries;

  private LuceneExactSearch(Directory directory, DirectoryReader reader, FilterQueries queries) {
    this.directory = directory;
    this.searcher = new IndexSearcher(reader);
    this.filterQueries = queries;
  }

  /** Opens the index of a generation beside any reader that has it open. */
  public static LuceneExactSearch open(Generation generation) throws IOException {
    Directory directory = new MMapDirectory(generation.indexDirectory());
    return new LuceneExactSearch(
        directory,
        DirectoryReader.open(directory),
        new FilterQueries(Analyzers.of(LuceneBackend.schema(generation))));
  }

  @Override
  public List<List<Candidate>> nearest(List<UnitVector> queries, int k, List<Filter> filters)
      throws IOException {
    List<Nearest> heaps = queries.stream().map(query -> new Nearest(query, k)).toList();
    @Nullable Query filter = filterQueries.of(filters);
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
      this.worstFirst = new PriorityQueue<>(k + 1, BEST_FIRST.reversed());
    }

    void offer(int document, float[] vector) {
      double cosine = Math.clamp(VectorUtil.dotProduct(query, vector), -1f, 1f);
      if (worstFirst.size() < k || cosine > worstFirst.element().score()) {
        worstFirst.add(new Candidate(document, cosine));
        if (worstFirst.size() > k) {
          worstFirst.remove();
        }
      }
    }

    List<Candidate> bestFirst() {
      return worstFirst.stream().sorted(BEST_FIRST).toList();
    }
  }

  @Override
  public void close() throws IOException {
    searcher.getIndexReader().close();
    directory.close();
  }
}
