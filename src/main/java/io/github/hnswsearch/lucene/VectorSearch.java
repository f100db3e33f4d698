package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.jspecify.annotations.Nullable;

/** Approximate search: candidates from the graphs, scored again with the exact vectors. */
final class VectorSearch {
  /** Filters that pass at most this percentage are searched along the filtered graph. */
  private static final int FILTERED_SEARCH_THRESHOLD = 60;

  private final IndexSearcher searcher;
  private final IndexReader reader;

  /** Every segment; none where one of them cannot be searched so. */
  private final List<LinkedSegment> linked;

  private final FilterCache filters;

  VectorSearch(IndexSearcher searcher) throws IOException {
    this.searcher = searcher;
    this.reader = searcher.getIndexReader();
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
    List<Candidate> rescored = rescore(candidates(query, depth, filter), query);
    return rescored.subList(0, Math.min(k, rescored.size()));
  }

  /** Documents to compare exactly, of every segment. */
  private int[] candidates(UnitVector query, int depth, @Nullable Query filter) throws IOException {
    if (linked.isEmpty()) {
      return queried(query, depth, filter);
    }
    if (filter != null) {
      return filtered(query, depth, filters.passing(filter));
    }
    if (depth >= reader.numDocs()) {
      return LiveItems.sample(reader, depth);
    }
    IntStream documents = IntStream.empty();
    for (LinkedSegment segment : linked) {
      documents =
          IntStream.concat(documents, Arrays.stream(segment.nearest(query.components(), depth)));
    }
    return documents.toArray();
  }

  private int[] filtered(UnitVector query, int depth, PassingDocuments passing) throws IOException {
    IntStream documents = IntStream.empty();
    for (int i = 0; i < linked.size(); i++) {
      int[] candidates =
          FilteredSearch.candidates(
              linked.get(i), passing.segments().get(i), query.components(), depth);
      documents = IntStream.concat(documents, Arrays.stream(candidates));
    }
    return documents.toArray();
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

  /** Replaces the scores of quantized vectors by the cosines of the exact ones. */
  private List<Candidate> rescore(int[] documents, UnitVector query) throws IOException {
    // In the order of the file.
    Arrays.sort(documents);
    List<Candidate> candidates = new ArrayList<>(documents.length);
    @Nullable VectorRows rows = null;
    for (int document : documents) {
      if (rows == null || !rows.holds(document)) {
        rows = VectorRows.of(reader, document);
      }
      candidates.add(
          new Candidate(document, VectorRows.cosine(query.components(), rows.vector(document))));
    }
    candidates.sort(Candidate.BEST_FIRST);
    return candidates;
  }
}
