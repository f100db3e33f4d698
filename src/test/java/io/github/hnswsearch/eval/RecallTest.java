package io.github.hnswsearch.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecallTest {
  private static final List<Candidate> TRUTH = candidates(0.9, 0.8, 0.7, 0.6);

  @Test
  void itIsTheShareOfTheTruthThatWasFound() {
    assertThat(Recall.of(TRUTH, others(0.5, 0.4, 0.3, 0.2))).isEqualTo(0);
    assertThat(Recall.of(TRUTH, others(0.9, 0.6, 0.3, 0.2))).isEqualTo(0.5);
    assertThat(Recall.of(TRUTH, candidates(0.9, 0.8, 0.7, 0.6))).isEqualTo(1);
  }

  @Test
  void fewerResultsThanTheTruthHoldsLowerIt() {
    assertThat(Recall.of(TRUTH, candidates(0.9))).isEqualTo(0.25);
    assertThat(Recall.of(TRUTH, List.of())).isEqualTo(0);
  }

  @Test
  void anotherItemThatIsJustAsNearCountsAsFound() {
    List<Candidate> others = List.of(new Candidate(98, 0.9), new Candidate(99, 0.6));
    assertThat(Recall.of(TRUTH, others)).isEqualTo(0.5);
  }

  @Test
  void anItemThatOnlyRoundingPutsBehindCountsAsFound() {
    assertThat(Recall.of(candidates(0.6), candidates(0.6 - 1e-7))).isEqualTo(1);
    assertThat(Recall.of(candidates(0.6), candidates(0.6 - 1e-5))).isEqualTo(0);
  }

  @Test
  void itIsNeverAboveOne() {
    assertThat(Recall.of(candidates(0.5), candidates(0.5, 0.5, 0.5))).isEqualTo(1);
  }

  @Test
  void whereThereIsNothingToFindAllIsFound() {
    assertThat(Recall.of(List.of(), TRUTH)).isEqualTo(1);
  }

  private static List<Candidate> candidates(double... scores) {
    return IntStream.range(0, scores.length).mapToObj(i -> new Candidate(i, scores[i])).toList();
  }

  /** Items that are not of the truth. */
  private static List<Candidate> others(double... scores) {
    return IntStream.range(0, scores.length)
        .mapToObj(i -> new Candidate(50 + i, scores[i]))
        .toList();
  }
}
