package io.github.hnswsearch.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorScorer;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;

/**
 * What nodes are compared with each other by while they are linked: codes of one bit as searches
 * read them, all others as Lucene does.
 */
final class LinkingScorers extends Lucene104ScalarQuantizedVectorScorer {
  LinkingScorers() {
    super(FlatVectorScorerUtil.getLucene99FlatVectorsScorer());
  }

  @Override
  public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
      VectorSimilarityFunction similarity,
      QuantizedByteVectorValues queries,
      QuantizedByteVectorValues codes) {
    return similarity == VectorSimilarityFunction.DOT_PRODUCT && BinaryCodes.areIn(codes)
        ? new BinaryCodeScorers(queries, codes)
        : super.getRandomVectorScorerSupplier(similarity, queries, codes);
  }

  /**
   * Scorers by codes of one bit.
   *
   * @param queries the same vectors as nodes to be linked, in four bits a dimension
   */
  private record BinaryCodeScorers(
      QuantizedByteVectorValues queries, QuantizedByteVectorValues codes)
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
  private static final class NodeScorer extends BinaryCodeScorer
      implements UpdateableRandomVectorScorer {
    private final QuantizedByteVectorValues queries;
    private final QuantizedByteVectorValues codes;
    private NibbleQuery query;

    NodeScorer(QuantizedByteVectorValues queries, QuantizedByteVectorValues codes)
        throws IOException {
      super(codes);
      this.queries = queries;
      this.codes = codes;
      this.query = node(0);
    }

    @Override
    public void setScoringOrdinal(int node) throws IOException {
      query = node(node);
    }

    private NibbleQuery node(int node) throws IOException {
      // In this order: the terms are read with the levels.
      byte[] planes = queries.vectorValue(node);
      return NibbleQuery.of(planes, queries.getCorrectiveTerms(node), codes);
    }

    @Override
    NibbleQuery query() {
      return query;
    }
  }
}
