package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Scores of codes, a code, beside those of Lucene's own scorer; and a scorer, which quantizes its
 * query.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodeScorerBenchmark {
  /** As many as a node of a graph has neighbours at most with M 16. */
  private static final int NEIGHBOURS = 32;

  /** A power of two, and a multiple of the neighbours. */
  private static final int NODES = 1 << 14;

  /**
   * Codes in the innermost cache; more than one, as Lucene's scorer keeps the code it read last.
   */
  private static final int CACHED_NODES = 16;

  private static final long SEED = 2;

  /** Whose scorer. */
  public enum Implementation {
    OURS,
    LUCENE
  }

  @Param private Implementation implementation;

  @Param({"INT8", "INT4", "BIT1"})
  private Quantization quantization;

  @Param({"512", "1024"})
  private int dimension;

  /** These fit into a processor's caches; {@code -p rows=300000} may not. */
  @Param("20000")
  private int rows;

  private final int[] nodes = new int[NODES];
  private final int[] neighbours = new int[NEIGHBOURS];
  private final float[] scores = new float[NEIGHBOURS];
  private BenchmarkIndex index;
  private Lucene99HnswVectorsReader vectors;
  private QuantizedByteVectorValues codes;
  private RandomVectorScorer scorer;
  private int next;

  @Setup
  public void build() throws IOException {
    index = BenchmarkIndex.build(rows, dimension, quantization);
    vectors = (Lucene99HnswVectorsReader) VectorReaders.of(index.segment());
    codes = (QuantizedByteVectorValues) vectors.getQuantizedVectorValues(FieldNames.VECTOR);
    scorer = quantizeQuery();
    Random random = new Random(SEED);
    for (int i = 0; i < NODES; i++) {
      nodes[i] = random.nextInt(rows);
    }
  }

  @TearDown
  public void delete() throws IOException {
    index.close();
  }

  @Benchmark
  public RandomVectorScorer quantizeQuery() throws IOException {
    float[] query = index.nextQuery().components();
    return switch (implementation) {
      case OURS -> CodeScorer.of(codes, QuantizedQuery.of(codes, query));
      case LUCENE -> vectors.getFlatVectorsReader().getRandomVectorScorer(FieldNames.VECTOR, query);
    };
  }

  @Benchmark
  public float scoreCachedNode() throws IOException {
    return scorer.score(nodes[next++ & (CACHED_NODES - 1)]);
  }

  @Benchmark
  public float scoreRandomNode() throws IOException {
    return scorer.score(nodes[next++ & (NODES - 1)]);
  }

  @Benchmark
  @OperationsPerInvocation(NEIGHBOURS)
  public float bulkScoreRandomNodes() throws IOException {
    System.arraycopy(nodes, next & (NODES - 1), neighbours, 0, NEIGHBOURS);
    next += NEIGHBOURS;
    return scorer.bulkScore(neighbours, scores, NEIGHBOURS);
  }
}
