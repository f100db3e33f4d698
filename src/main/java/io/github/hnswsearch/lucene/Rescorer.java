package io.github.hnswsearch.lucene;

import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.VectorScorer;

/** Replaces the scores of codes by the cosines of the exact vectors, several rows at a time. */
final class Rescorer {
  private final IndexReader reader;

  Rescorer(IndexReader reader) {
    this.reader = reader;
  }

  /**
   * Documents with their cosines, best first.
   *
   * @param query of unit length
   * @param documents in any order; sorted on the way
   */
  List<Candidate> rescore(float[] query, int[] documents) throws IOException {
    // In the order of the file.
    Arrays.sort(documents);
    List<Candidate> candidates = new ArrayList<>(documents.length);
    int from = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      int to = from;
      while (to < documents.length && documents[to] < leaf.docBase + leaf.reader().maxDoc()) {
        documents[to++] -= leaf.docBase;
      }
      if (to > from) {
        rescore(leaf, query, new SortedDocuments(documents, from, to), candidates);
      }
      from = to;
    }
    candidates.sort(Candidate.BEST_FIRST);
    return candidates;
  }

  private static void rescore(
      LeafReaderContext leaf, float[] query, DocIdSetIterator documents, List<Candidate> candidates)
      throws IOException {
    FloatVectorValues vectors = leaf.reader().getFloatVectorValues(FieldNames.VECTOR);
    VectorScorer.Bulk scorer = vectors.rescorer(query).bulk(documents);
    DocAndFloatFeatureBuffer scored = new DocAndFloatFeatureBuffer();
    do {
      scorer.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, null, scored);
      for (int i = 0; i < scored.size; i++) {
        candidates.add(new Candidate(leaf.docBase + scored.docs[i], cosine(scored.features[i])));
      }
    } while (scored.size > 0);
  }

  /** Lucene scores unit vectors by half of one more than their dot product. */
  private static double cosine(float score) {
    return Math.clamp(2.0 * score - 1, -1, 1);
  }

  /** Walks a part of an array of documents, ascending. */
  private static final class SortedDocuments extends DocIdSetIterator {
    private final int[] documents;
    private final int from;
    private final int to;
    private int next;

    SortedDocuments(int[] documents, int from, int to) {
      this.documents = documents;
      this.from = from;
      this.to = to;
      this.next = from;
    }

    @Override
    public int docID() {
      if (next == from) {
        return -1;
      }
      return next > to ? NO_MORE_DOCS : documents[next - 1];
    }

    @Override
    public int nextDoc() {
      next++;
      return docID();
    }

    @Override
    public int advance(int target) throws IOException {
      return slowAdvance(target);
    }

    @Override
    public long cost() {
      return (long) to - from;
    }
  }
}
