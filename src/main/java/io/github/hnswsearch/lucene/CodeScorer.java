package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;

/** Scores codes as Lucene does: by half of one more than the estimated dot product. */
abstract class CodeScorer implements RandomVectorScorer {
  private final VectorCodes codes;

  CodeScorer(QuantizedByteVectorValues values) throws IOException {
    this.codes = new VectorCodes(values);
  }

  /**
   * A scorer for one search.
   *
   * @param values of which {@link VectorCodes#areIn} is true
   */
  static CodeScorer of(QuantizedByteVectorValues values, QuantizedQuery query) throws IOException {
    return new CodeScorer(values) {
      @Override
      QuantizedQuery query() {
        return query;
      }
    };
  }

  /** What nodes are compared with. */
  abstract QuantizedQuery query();

  @Override
  public final float score(int node) throws IOException {
    codes.read(node, 0);
    return score(query(), 0);
  }

  @Override
  public final float bulkScore(int[] nodes, float[] scores, int count) throws IOException {
    codes.read(nodes, count);
    QuantizedQuery query = query();
    float best = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      scores[i] = score(query, i);
      best = Math.max(best, scores[i]);
    }
    return best;
  }

  private float score(QuantizedQuery query, int place) {
    return Math.max(0, (1 + codes.dot(query, place) + query.correction()) / 2);
  }

  @Override
  public final int maxOrd() {
    return codes.size();
  }
}
