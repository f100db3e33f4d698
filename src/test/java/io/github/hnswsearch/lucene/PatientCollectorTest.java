package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatientCollectorTest {
  private static final int EF = 100;
  private static final int PATIENCE = 20;

  private final PatientCollector collector = new PatientCollector(EF);

  @Test
  void aSearchGoesOnAsLongAsPlacesAreFree() {
    collect(EF - 1);
    open(10 * PATIENCE);

    assertThat(collector.earlyTerminated()).isFalse();
  }

  @Test
  void aSearchEndsWhenTooManyNodesInARowHaveBroughtNothing() {
    collect(EF);
    open(PATIENCE);
    assertThat(collector.earlyTerminated()).isFalse();

    open(2);
    assertThat(collector.earlyTerminated()).isTrue();
    assertThat(collector.topDocs().scoreDocs).hasSize(EF);
  }

  @Test
  void aNodeThatBringsCandidatesStartsTheCountAnew() {
    collect(EF);
    open(PATIENCE);
    for (int better = 0; better < 5; better++) {
      collector.collect(EF + better, 2 + better);
    }
    open(PATIENCE);

    assertThat(collector.earlyTerminated()).isFalse();
  }

  @Test
  void aNodeOfALargeSearchMayBringAsFewAsOneOfASmallSearch() {
    int ef = 10_000;
    PatientCollector large = new PatientCollector(ef);
    for (int node = 0; node < ef; node++) {
      large.collect(node, 1);
    }
    for (int opened = 0; opened < ef / 2; opened++) {
      large.collect(ef + 2 * opened, 2 + opened);
      large.collect(ef + 2 * opened + 1, 2 + opened);
      large.nextCandidate();
    }

    assertThat(large.earlyTerminated()).isFalse();
  }

  private void collect(int count) {
    for (int node = 0; node < count; node++) {
      collector.collect(node, 1f / (1 + node));
    }
  }

  private void open(int nodes) {
    for (int i = 0; i < nodes; i++) {
      collector.nextCandidate();
    }
  }
}
