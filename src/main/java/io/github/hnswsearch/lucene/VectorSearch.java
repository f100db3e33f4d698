package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TaskExecutor;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.jspecify.annotations.Nullable;

/** Approximate search: candidates from the graphs, scored again with the exact vectors. */
final class VectorSearch {
  /** Filters that pass at most this percentage are searched along the filtered graph. */
  private static final int FILTERED_SEARCH_THRESHOLD = 60;

  /** Searches segments side by side where there are several; the caller takes part. */
  private static final TaskExecutor SEGMENTS = new TaskExecutor(ForkJoinPool.commonPool());

  private final IndexSearcher searcher;
  private final IndexReader reader;
  private final Rescorer rescorer;

  /** Every segment; none where one of them cannot be searched so. */
  private final List<LinkedSegment> linked;

  private final FilterCache filters;

  VectorSearch(IndexSearcher searcher) throws IOException {
    this.searcher = searcher;
    this.reader = searcher.getIndexReader();
    this.rescorer = new Rescorer(reader);
    this.linked = linkedSegments(reader);
    this.filters = new FilterCache(searcher);
  }

  private static List<LinkedSegment> linkedSegments(IndexReader reader) throws IOException {
    List<LinkedSegment> segments = new ArrayList<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      @Nullable LinkedSegment segment = LinkedSegment.of(leaf);
      if (segment == null) {
        return List.of();
      }
      segments.add(segment);
    }
    return segments;
  }

  /**
   * The nearest documents by cosine, best first.
   *
   * @param k how many, 1 or more
   * @param ef candidates kept by the search of a graph
   * @param filter what may be found; null for everything
   */
  List<Candidate> nearest(UnitVector query, int k, int ef, @Nullable Query filter)
      throws IOException {
    int depth = Math.min(Math.max(k, ef), Math.max(1, reader.numDocs()));
    List<Candidate> rescored =
        rescorer.rescore(query.components(), candidates(query, depth, filter));
    return rescored.subList(0, Math.min(k, rescored.size()));
  }

  /** Documents to compare exactly, of every segment. */
  private int[] candidates(UnitVector query, int depth, @Nullable Query filter) throws IOException {
    if (linked.isEmpty()) {
      return queried(query, depth, filter);
    }
    if (filter == null && depth >= reader.numDocs()) {
      return LiveItems.sample(reader, depth);
    }
    @Nullable PassingDocuments passing = filter == null ? null : filters.passing(filter);
    float[] vector = query.components();
    if (linked.size() == 1) {
      return candidates(0, vector, depth, passing);
    }
    List<Callable<int[]>> searches = new ArrayList<>();
    for (int i = 0; i < linked.size(); i++) {
      int segment = i;
      searches.add(() -> candidates(segment, vector, depth, passing));
    }
    return SEGMENTS.invokeAll(searches).stream().flatMapToInt(Arrays::stream).toArray();
  }

  private int[] candidates(int index, float[] vector, int depth, @Nullable PassingDocuments passing)
      throws IOException {
    LinkedSegment segment = linked.get(index);
    return passing == null
        ? segment.nearest(vector, depth)
        : FilteredSearch.candidates(segment, passing.segments().get(index), vector, depth);
  }

  /** Documents that Lucene's own query finds, in segments of any kind. */
  private int[] queried(UnitVector query, int depth, @Nullable Query filter) throws IOException {
    Query knn =
        new KnnFloatVectorQuery(
            FieldNames.VECTOR,
            query.components(),
            depth,
            filter,
            new KnnSearchStrategy.Hnsw(FILTERED_SEARCH_THRESHOLD));
    return Arrays.stream(searcher.search(knn, depth).scoreDocs).mapToInt(hit -> hit.doc).toArray();
  }
}
