package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorScorer;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;

/**
 * What nodes are compared with each other by while they are linked: codes as searches read them,
 * all others as Lucene does.
 */
final class LinkingScorers extends Lucene104ScalarQuantizedVectorScorer {
  LinkingScorers() {
    super(FlatVectorScorerUtil.getLucene99FlatVectorsScorer());
  }

  @Override
  public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
      VectorSimilarityFunction similarity, KnnVectorValues vectors) throws IOException {
    return vectors instanceof QuantizedByteVectorValues codes && areCompared(similarity, codes)
        ? new CodeScorers(codes, codes)
        : super.getRandomVectorScorerSupplier(similarity, vectors);
  }

  @Override
  public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
      VectorSimilarityFunction similarity,
      QuantizedByteVectorValues queries,
      QuantizedByteVectorValues codes) {
    return areCompared(similarity, codes)
        ? new CodeScorers(queries, codes)
        : super.getRandomVectorScorerSupplier(similarity, queries, codes);
  }

  private static boolean areCompared(
      VectorSimilarityFunction similarity, QuantizedByteVectorValues codes) {
    return similarity == VectorSimilarityFunction.DOT_PRODUCT && VectorCodes.areIn(codes);
  }

  /**
   * Scorers by codes.
   *
   * @param queries the same vectors as nodes to be linked, quantized as queries are
   */
  private record CodeScorers(QuantizedByteVectorValues queries, QuantizedByteVectorValues codes)
      implements RandomVectorScorerSupplier {

    @Override
    public UpdateableRandomVectorScorer scorer() throws IOException {
      return new NodeScorer(queries.copy(), codes);
    }

    @Override
    public RandomVectorScorerSupplier copy() {
      return this;
    }
  }

  /** Compares one node after the other with others. */
  private static final class NodeScorer extends CodeScorer implements UpdateableRandomVectorScorer {
    private final QuantizedByteVectorValues queries;
    private final QuantizedByteVectorValues codes;
    private QuantizedQuery query;

    NodeScorer(QuantizedByteVectorValues queries, QuantizedByteVectorValues codes)
        throws IOException {
      super(codes);
      this.queries = queries;
      this.codes = codes;
      this.query = QuantizedQuery.of(queries, 0, codes);
    }

    @Override
    public void setScoringOrdinal(int node) throws IOException {
      query = QuantizedQuery.of(queries, node, codes);
    }

    @Override
    QuantizedQuery query() {
      return query;
    }
  }
}
