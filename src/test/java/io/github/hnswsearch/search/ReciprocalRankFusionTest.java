package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReciprocalRankFusionTest extends FusionContract {
  @Override
  Fusion fusion(Ranking ranking) {
    return new ReciprocalRankFusion(ranking);
  }

  @Test
  void aHandComputedTable() {
    List<Candidate> fused = fusion(new Ranking(60, 1, 1)).fuse(VECTOR, KEYWORD);
    assertThat(fused).extracting(Candidate::item).containsExactly(3, 7, 5, 9);
    assertThat(fused.get(0).score()).isCloseTo(1 / 62.0 + 1 / 61.0, within(1e-15));
    assertThat(fused.get(1).score()).isCloseTo(1 / 61.0, within(1e-15));
    assertThat(fused.get(2).score()).isCloseTo(1 / 62.0, within(1e-15));
    assertThat(fused.get(3).score()).isCloseTo(1 / 63.0, within(1e-15));
  }

  @Test
  void aLegCountsByItsWeight() {
    List<Candidate> fused = fusion(new Ranking(10, 1, 3)).fuse(VECTOR, KEYWORD);
    // 3: 1/12 + 3/11, 5: 3/12, 7: 1/11, 9: 1/13
    assertThat(fused).extracting(Candidate::item).containsExactly(3, 5, 7, 9);
    assertThat(fused.getFirst().score()).isCloseTo(1 / 12.0 + 3 / 11.0, within(1e-15));
  }

  @Test
  void scoresOfTheLegsDoNotMatter() {
    List<Candidate> loud = VECTOR.stream().map(c -> new Candidate(c.item(), 1e9)).toList();
    Fusion fusion = fusion(Ranking.DEFAULT);
    assertThat(fusion.fuse(loud, KEYWORD)).isEqualTo(fusion.fuse(VECTOR, KEYWORD));
  }
}
