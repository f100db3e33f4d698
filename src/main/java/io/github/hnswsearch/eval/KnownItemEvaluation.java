package io.github.hnswsearch.eval;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.encoder.UnknownWordsException;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import io.github.hnswsearch.search.ReciprocalRankFusion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Runs known-item queries on both legs once and scores any weighting of them.
 *
 * <p>A query counts only if its item is in the collection.
 */
public final class KnownItemEvaluation {
  /** Results that the scores look at. */
  public static final int K = 10;

  /** Depth of each leg before fusion. */
  private static final int DEPTH = 100;

  private final List<Answered> answered = new ArrayList<>();
  private final long[] vectorNanos;
  private final long[] keywordNanos;

  /** The right answer of a query and what each leg found. */
  private record Answered(int right, List<Candidate> vector, List<Candidate> keyword) {}

  /**
   * Runs the queries.
   *
   * @param ef of the vector leg
   * @param keywordFields text fields that the keyword leg may look in; the field that the queries
   *     were taken from must not be among them
   */
  public KnownItemEvaluation(
      CollectionReader reader,
      TextEncoder encoder,
      int ef,
      List<String> keywordFields,
      List<KnownItemQuery> queries)
      throws IOException {
    List<Long> vectorTimes = new ArrayList<>();
    List<Long> keywordTimes = new ArrayList<>();
    for (KnownItemQuery query : queries) {
      OptionalInt right = reader.find(query.id());
      if (right.isEmpty()) {
        continue;
      }
      long started = System.nanoTime();
      List<Candidate> vector = nearest(reader, encoder, ef, query.text());
      long between = System.nanoTime();
      List<Candidate> keyword =
          reader.keyword(query.text(), keywordFields, DEPTH, List.of()).candidates();
      keywordTimes.add(System.nanoTime() - between);
      vectorTimes.add(between - started);
      answered.add(new Answered(right.getAsInt(), vector, keyword));
    }
    vectorNanos = sorted(vectorTimes);
    keywordNanos = sorted(keywordTimes);
  }

  /** Empty where the encoder knows no word of the text, as a search would find it. */
  private static List<Candidate> nearest(
      CollectionReader reader, TextEncoder encoder, int ef, String text) throws IOException {
    try {
      return reader.nearest(encoder.encode(text).vector(), DEPTH, Math.max(DEPTH, ef), List.of());
    } catch (UnknownWordsException e) {
      return List.of();
    }
  }

  private static long[] sorted(List<Long> times) {
    long[] nanos = times.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(nanos);
    return nanos;
  }

  public KnownItemScores vector() {
    return score(answered.stream().map(query -> rank(query.right(), query.vector())).toList());
  }

  public KnownItemScores keyword() {
    return score(answered.stream().map(query -> rank(query.right(), query.keyword())).toList());
  }

  public KnownItemScores hybrid(Ranking ranking) {
    ReciprocalRankFusion fusion = new ReciprocalRankFusion(ranking);
    return score(
        answered.stream()
            .map(query -> rank(query.right(), fusion.fuse(query.vector(), query.keyword())))
            .toList());
  }

  /** Median milliseconds of embedding and the vector leg. */
  public double vectorMillis() {
    return median(vectorNanos);
  }

  /** Median milliseconds of the keyword leg. */
  public double keywordMillis() {
    return median(keywordNanos);
  }

  private static double median(long[] nanos) {
    return nanos.length == 0 ? 0 : nanos[nanos.length / 2] / 1e6;
  }

  /** One-based rank, 0 where it was not found. */
  private static int rank(int right, List<Candidate> found) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).item() == right) {
        return i + 1;
      }
    }
    return 0;
  }

  private static KnownItemScores score(List<Integer> ranks) {
    return KnownItemScores.of(ranks, K);
  }
}
