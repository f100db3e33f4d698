package io.github.hnswsearch.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a reader passes a filter.
 *
 * @param segments in the order of the reader's leaves
 */
record PassingDocuments(List<Segment> segments) {
  /** Spread over what passes, some lie near any query; comparing so many costs little. */
  private static final int MOST_SEEDS = 100;

  /**
   * What of a segment passes.
   *
   * @param documents none of them deleted
   * @param count how many they are
   * @param items documents of the segment that are not deleted
   * @param seeds some of the documents, evenly spread, ascending
   * @param locality {@link Locality} of the filter; 0 where no graph is searched
   */
  record Segment(FixedBitSet documents, int count, int items, int[] seeds, double locality) {}

  /**
   * Evaluates a filter.
   *
   * @param filter rewritten for the searcher
   */
  static PassingDocuments of(IndexSearcher searcher, Query filter) throws IOException {
    Weight weight = searcher.createWeight(filter, ScoreMode.COMPLETE_NO_SCORES, 1);
    List<Segment> segments = new ArrayList<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FixedBitSet documents = new FixedBitSet(leaf.reader().maxDoc());
      @Nullable Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        documents.or(scorer.iterator());
      }
      @Nullable Bits live = leaf.reader().getLiveDocs();
      if (live != null) {
        live.applyMask(documents, 0);
      }
      int count = documents.cardinality();
      int items = leaf.reader().numDocs();
      int[] seeds = spread(documents, count);
      segments.add(
          new Segment(
              documents, count, items, seeds, locality(leaf, documents, seeds, items, count)));
    }
    return new PassingDocuments(List.copyOf(segments));
  }

  private static double locality(
      LeafReaderContext leaf, FixedBitSet documents, int[] seeds, int items, int count)
      throws IOException {
    @Nullable LinkedSegment linked = LinkedSegment.of(leaf);
    return linked == null || items == 0
        ? 0
        : Locality.of(linked.graph(), documents, seeds, (double) count / items);
  }

  private static int[] spread(FixedBitSet documents, int count) {
    int[] seeds = new int[Math.min(count, MOST_SEEDS)];
    long[] words = documents.getBits();
    int word = 0;
    int before = 0;
    for (int i = 0; i < seeds.length; i++) {
      int rank = (int) ((long) i * count / seeds.length);
      while (before + Long.bitCount(words[word]) <= rank) {
        before += Long.bitCount(words[word]);
        word++;
      }
      long rest = words[word];
      for (int skipped = before; skipped < rank; skipped++) {
        rest &= rest - 1;
      }
      seeds[i] = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
    }
    return seeds;
  }

  /** About the memory that it takes. */
  long bytes() {
    long bytes = 0;
    for (Segment segment : segments) {
      bytes += segment.documents().ramBytesUsed() + (long) Integer.BYTES * segment.seeds().length;
    }
    return bytes;
  }
}
