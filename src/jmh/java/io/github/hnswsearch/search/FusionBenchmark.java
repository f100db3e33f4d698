package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Warmup;

/** Joining both legs of a hybrid search, half of whose candidates are the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FusionBenchmark {
  @Param private Fusion.Method method;

  /** Candidates of a leg. */
  @Param("100")
  private int depth;

  private Fusion fusion;
  private List<Candidate> vector;
  private List<Candidate> keyword;

  @Setup
  public void build() {
    fusion = Fusion.of(method, Ranking.DEFAULT);
    vector = candidates(0);
    keyword = candidates(depth / 2);
  }

  private List<Candidate> candidates(int firstItem) {
    return IntStream.range(0, depth)
        .mapToObj(rank -> new Candidate(firstItem + rank, 1.0 / (rank + 1)))
        .toList();
  }

  @Benchmark
  public List<Candidate> fuse() {
    return fusion.fuse(vector, keyword);
  }
}
