package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The vector leg of a search: graph, codes and exact cosines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VectorSearchBenchmark {
  private static final int K = 10;

  @Param private Quantization quantization;

  @Param({"512", "1024"})
  private int dimension;

  @Param({"40", "100"})
  private int ef;

  @Param("20000")
  private int rows;

  private BenchmarkIndex index;
  private CollectionReader collection;

  @Setup
  public void build() throws IOException {
    index = BenchmarkIndex.build(rows, dimension, quantization);
    collection = index.open();
  }

  @TearDown
  public void delete() throws IOException {
    collection.close();
    index.close();
  }

  @Benchmark
  public List<Candidate> nearest() throws IOException {
    return collection.nearest(index.nextQuery(), K, ef, List.of());
  }

  @Benchmark
  public List<Candidate> nearestOfATenth() throws IOException {
    return collection.nearest(index.nextQuery(), K, ef, List.of(BenchmarkIndex.TENTH));
  }
}
