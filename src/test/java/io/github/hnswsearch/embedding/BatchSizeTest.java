package io.github.hnswsearch.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BatchSizeTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void itGrowsWhileBatchesAreShort() {
    BatchSize size = new BatchSize(2, 20);
    assertThat(size.get()).isEqualTo(8);
    size.took(SECOND / 10);
    assertThat(size.get()).isEqualTo(16);
    size.took(SECOND / 10);
    assertThat(size.get()).isEqualTo(20);
  }

  @Test
  void itStaysWhereABatchTakesAboutASecond() {
    BatchSize size = new BatchSize(2, 100);
    size.took(SECOND);
    assertThat(size.get()).isEqualTo(8);
  }

  @Test
  void itShrinksToTheNumberOfWorkers() {
    BatchSize size = new BatchSize(3, 100);
    for (int i = 0; i < 5; i++) {
      size.took(60 * SECOND);
    }
    assertThat(size.get()).isEqualTo(3);
  }
}
