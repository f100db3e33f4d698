package io.github.hnswsearch.eval.bench;

import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.eval.EfLadder;
import io.github.hnswsearch.eval.Effort;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param k results of a query, 1 or more
 * @param efs values of ef, each k or more; empty for a ladder that ends once recall is .999
 * @param quantizations to build with; of no meaning for a collection, which is measured as it is
 * @param maxConn links of a node (M) of what is built
 * @param beamWidth candidates while linking (efConstruction) of what is built
 * @param buildThreads to build with
 * @param threads numbers of callers to measure with
 * @param filters whether filtered searches are measured too
 * @param queries how many are asked at most
 * @param effort how long each point is measured
 */
public record BenchPlan(
    int k,
    List<Integer> efs,
    List<Quantization> quantizations,
    int maxConn,
    int beamWidth,
    int buildThreads,
    List<Integer> threads,
    boolean filters,
    int queries,
    Effort effort) {

  public BenchPlan {
    efs = efs.stream().sorted().distinct().toList();
    quantizations = quantizations.stream().distinct().toList();
    threads = threads.stream().distinct().toList();
  }

  /** The values of ef to try, ascending, none below k. */
  List<Integer> ladder() {
    if (!efs.isEmpty()) {
      return efs;
    }
    List<Integer> ladder = EfLadder.DEFAULT.stream().filter(ef -> ef >= k).toList();
    return ladder.isEmpty() ? List.of(k) : ladder;
  }

  /** Whether a ladder may end before its last step. */
  boolean stopsAt(double recall) {
    return efs.isEmpty() && recall >= EfLadder.ENOUGH;
  }
}
