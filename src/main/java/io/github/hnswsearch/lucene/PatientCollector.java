package io.github.hnswsearch.lucene;

import org.apache.lucene.search.HnswQueueSaturationCollector;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.knn.KnnSearchStrategy;

/**
 * Keeps the best of a search and ends it early: once all places are taken and a number of nodes in
 * a row, a share of ef, have each brought hardly a candidate. The rule is that of Teofili and Lin,
 * "Patience in Proximity" (ECIR 2025). Of a million rows of 1,024 dimensions recall .99 then took
 * an eighth less time, and .95 a fifteenth less.
 */
final class PatientCollector extends HnswQueueSaturationCollector {
  /** With half of it recall was measured to suffer more than time is won. */
  private static final double PATIENCE = 0.2;

  private static final int LEAST_PATIENCE = 7;

  /**
   * A node brings hardly a candidate where this share of all kept so far was there before. Of a
   * large ef a node may bring no more than of a small one.
   */
  private static double saturated(int ef) {
    return Math.max(0.995, 1 - 1.0 / ef);
  }

  /**
   * A collector for one search, in which every node may be kept.
   *
   * @param ef candidates to keep, 1 or more
   */
  PatientCollector(int ef) {
    super(
        new TopKnnCollector(ef, Integer.MAX_VALUE, KnnSearchStrategy.Hnsw.DEFAULT),
        saturated(ef),
        Math.max(LEAST_PATIENCE, (int) (PATIENCE * ef)));
  }

  @Override
  public void nextCandidate() {
    boolean full = minCompetitiveSimilarity() > Float.NEGATIVE_INFINITY;
    if (full) {
      super.nextCandidate();
    }
  }
}
