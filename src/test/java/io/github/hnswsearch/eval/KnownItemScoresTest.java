package io.github.hnswsearch.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownItemScoresTest {
  @Test
  void aHandComputedTable() {
    // 1/1 + 1/2 + 1/10 + 0 (beyond k) + 0 (not found) = 1.6, over five queries.
    KnownItemScores scores = KnownItemScores.of(List.of(1, 2, 10, 11, 0), 10);
    assertThat(scores.queries()).isEqualTo(5);
    assertThat(scores.k()).isEqualTo(10);
    assertThat(scores.mrr()).isCloseTo(0.32, within(1e-12));
    assertThat(scores.recall()).isEqualTo(0.6);
  }

  @Test
  void theBestScoreIsOneAndNoQueriesScoreZero() {
    assertThat(KnownItemScores.of(List.of(1, 1), 10)).isEqualTo(new KnownItemScores(2, 10, 1, 1));
    assertThat(KnownItemScores.of(List.of(), 10)).isEqualTo(new KnownItemScores(0, 10, 0, 0));
  }
}
