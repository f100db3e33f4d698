package io.github.hnswsearch.eval;

import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures recall and latency of an index per ef, with rows of its own as queries. A row is left
 * out of its own results, so that finding itself counts for nothing.
 */
public final class Calibrator {
  /** Results that recall is measured on. */
  public static final int K = 10;

  /** The ladder of candidate counts. */
  static final List<Integer> LADDER = List.of(10, 16, 25, 40, 64, 100, 160, 250, 400, 800);

  /** Enough that recall is known to about one percent. */
  private static final int QUERIES = 100;

  /** A ladder need not be climbed further than this. */
  private static final double ENOUGH = 0.999;

  private final CollectionReader reader;

  public Calibrator(CollectionReader reader) {
    this.reader = reader;
  }

  /** One measurement per ef, ascending; empty for an empty index. */
  public List<Calibration> measure() throws IOException {
    int[] queries = reader.sample(QUERIES);
    List<List<Candidate>> truths = truths(queries);
    List<Calibration> points = new ArrayList<>();
    warmUp(queries);
    for (int ef : LADDER) {
      if (queries.length == 0) {
        break;
      }
      Calibration point = point(ef, queries, truths);
      points.add(point);
      if (point.recall() >= ENOUGH) {
        break;
      }
    }
    return points;
  }

  private List<List<Candidate>> truths(int[] queries) throws IOException {
    List<UnitVector> vectors = new ArrayList<>();
    for (int query : queries) {
      vectors.add(reader.vector(query));
    }
    List<List<Candidate>> nearest = reader.exactNearest(vectors, K + 1);
    return IntStream.range(0, queries.length)
        .mapToObj(i -> others(queries[i], nearest.get(i)))
        .toList();
  }

  /** Lets the JIT compile and the files be mapped before anything is timed. */
  private void warmUp(int[] queries) throws IOException {
    for (int query : queries) {
      reader.nearest(reader.vector(query), K + 1, LADDER.getLast(), List.of());
    }
  }

  private Calibration point(int ef, int[] queries, List<List<Candidate>> truths)
      throws IOException {
    double recall = 0;
    long[] nanos = new long[queries.length];
    for (int i = 0; i < queries.length; i++) {
      UnitVector vector = reader.vector(queries[i]);
      long started = System.nanoTime();
      List<Candidate> found = reader.nearest(vector, K + 1, Math.max(ef, K + 1), List.of());
      nanos[i] = System.nanoTime() - started;
      recall += Recall.of(truths.get(i), others(queries[i], found));
    }
    Arrays.sort(nanos);
    return new Calibration(
        K,
        ef,
        Math.round(recall / queries.length * 1e4) / 1e4,
        Math.round(nanos[nanos.length / 2] / 100.0) / 10.0);
  }

  private static List<Candidate> others(int self, List<Candidate> found) {
    return found.stream().filter(candidate -> candidate.item() != self).limit(K).toList();
  }
}
