package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;

/** Scores codes of one bit as Lucene does: half of one more than the estimated dot product. */
abstract class BinaryCodeScorer implements RandomVectorScorer {
  private final BinaryCodes codes;

  BinaryCodeScorer(QuantizedByteVectorValues values) throws IOException {
    this.codes = new BinaryCodes(values);
  }

  /**
   * A scorer for one search.
   *
   * @param values of which {@link BinaryCodes#areIn} is true
   */
  static BinaryCodeScorer of(QuantizedByteVectorValues values, NibbleQuery query)
      throws IOException {
    return new BinaryCodeScorer(values) {
      @Override
      NibbleQuery query() {
        return query;
      }
    };
  }

  /** What nodes are compared with. */
  abstract NibbleQuery query();

  @Override
  public final float score(int node) throws IOException {
    codes.read(node, 0);
    return score(query(), 0);
  }

  @Override
  public final float bulkScore(int[] nodes, float[] scores, int count) throws IOException {
    codes.read(nodes, count);
    NibbleQuery query = query();
    float best = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      scores[i] = score(query, i);
      best = Math.max(best, scores[i]);
    }
    return best;
  }

  private float score(NibbleQuery query, int place) {
    return Math.max(0, (1 + codes.dot(query, place) + query.correction()) / 2);
  }

  @Override
  public final int maxOrd() {
    return codes.size();
  }
}
