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
   * @param vector the query, of unit length
   */
  static BinaryCodeScorer of(QuantizedByteVectorValues values, float[] vector) throws IOException {
    NibbleQuery query = NibbleQuery.of(values, vector);
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
    NibbleQuery query = query();
    return Math.max(0, (1 + codes.dot(query, node) + query.correction()) / 2);
  }

  @Override
  public final float bulkScore(int[] nodes, float[] scores, int count) throws IOException {
    codes.fetch(nodes, count);
    float best = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      scores[i] = score(nodes[i]);
      best = Math.max(best, scores[i]);
    }
    return best;
  }

  @Override
  public final int maxOrd() {
    return codes.size();
  }
}
