package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/** Searches a segment for what passes a filter, by the strategy that fits how much does. */
final class FilteredSearch {
  private FilteredSearch() {}

  /**
   * Documents of the reader among which the nearest are to be found by exact comparison, in no
   * order.
   *
   * @param passing of the same segment
   * @param query of unit length
   * @param ef candidates to keep, 1 or more; fewer are returned only where fewer pass
   */
  static int[] candidates(
      LinkedSegment segment, PassingDocuments.Segment passing, float[] query, int ef)
      throws IOException {
    FixedBitSet documents = passing.documents();
    return switch (FilterStrategy.of(
        passing.count(), passing.items(), ef, segment.hasBinaryCodes())) {
      case NOTHING -> new int[0];
      case UNFILTERED -> segment.nearest(query, ef);
      case ROWS -> inReader(segment, all(documents, passing.count()));
      case SCAN -> inReader(segment, PassingScan.nearest(segment.scorer(query), documents, ef));
      case GRAPH -> inReader(segment, alongGraph(segment, passing, query, ef));
    };
  }

  private static int[] all(FixedBitSet documents, int count) {
    int[] all = new int[count];
    documents.intoArray(0, documents.length(), 0, all);
    return all;
  }

  private static int[] alongGraph(
      LinkedSegment segment, PassingDocuments.Segment passing, float[] query, int ef)
      throws IOException {
    RandomVectorScorer scorer = segment.scorer(query);
    int[] found = FilteredGraphSearch.nearest(scorer, segment.graph(), passing, ef);
    // No way led to the rest of what passes.
    return found.length < ef ? PassingScan.nearest(scorer, passing.documents(), ef) : found;
  }

  private static int[] inReader(LinkedSegment segment, int[] nodes) {
    return Arrays.stream(nodes).map(node -> segment.firstDocument() + node).toArray();
  }
}
