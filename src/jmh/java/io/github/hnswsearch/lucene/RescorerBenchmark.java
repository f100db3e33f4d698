package io.github.hnswsearch.lucene;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.ArrayList;
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

/** Exact cosines of what the graph found, for a whole query. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RescorerBenchmark {
  @Param({"50", "100"})
  private int candidates;

  @Param({"512", "1024"})
  private int dimension;

  @Param("20000")
  private int rows;

  /** A query and the documents that the graph found for it, best first. */
  private record Search(float[] query, int[] documents) {}

  private final List<Search> searches = new ArrayList<>();
  private BenchmarkIndex index;
  private Rescorer rescorer;
  private int next;

  @Setup
  public void build() throws IOException {
    index = BenchmarkIndex.build(rows, dimension, Quantization.BIT1);
    rescorer = new Rescorer(index.reader());
    LinkedSegment segment = LinkedSegment.of(index.segment());
    for (UnitVector query : index.queries()) {
      float[] components = query.components();
      searches.add(new Search(components, segment.nearest(components, candidates)));
    }
  }

  @TearDown
  public void delete() throws IOException {
    index.close();
  }

  @Benchmark
  public List<Candidate> rescore() throws IOException {
    Search search = searches.get(next++ & (searches.size() - 1));
    // A copy, as the documents are sorted in place.
    return rescorer.rescore(search.query(), search.documents().clone());
  }
}
