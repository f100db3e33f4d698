package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.search.CollectionReader.Candidate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReciprocalRankFusionTest {
  private static final List<Candidate> VECTOR = leg(7, 3, 9);
  private static final List<Candidate> KEYWORD = leg(3, 5);

  @Test
  void aHandComputedTable() {
    List<Candidate> fused = new ReciprocalRankFusion(new Ranking(60, 1, 1)).fuse(VECTOR, KEYWORD);
    assertThat(fused).extracting(Candidate::item).containsExactly(3, 7, 5, 9);
    assertThat(fused.get(0).score()).isCloseTo(1 / 62.0 + 1 / 61.0, within(1e-15));
    assertThat(fused.get(1).score()).isCloseTo(1 / 61.0, within(1e-15));
    assertThat(fused.get(2).score()).isCloseTo(1 / 62.0, within(1e-15));
    assertThat(fused.get(3).score()).isCloseTo(1 / 63.0, within(1e-15));
  }

  @Test
  void aLegCountsByItsWeight() {
    List<Candidate> fused = new ReciprocalRankFusion(new Ranking(10, 1, 3)).fuse(VECTOR, KEYWORD);
    // 3: 1/12 + 3/11, 5: 3/12, 7: 1/11, 9: 1/13
    assertThat(fused).extracting(Candidate::item).containsExactly(3, 5, 7, 9);
    assertThat(fused.getFirst().score()).isCloseTo(1 / 12.0 + 3 / 11.0, within(1e-15));
  }

  @Test
  void aLegOfWeightZeroLeavesTheOrderOfTheOtherFirst() {
    List<Candidate> fused = new ReciprocalRankFusion(new Ranking(60, 0, 1)).fuse(VECTOR, KEYWORD);
    assertThat(fused).extracting(Candidate::item).startsWith(3, 5);
    assertThat(fused)
        .filteredOn(candidate -> candidate.item() == 9)
        .first()
        .extracting(Candidate::score)
        .isEqualTo(0.0);
  }

  @Test
  void tiesAreOrderedByItem() {
    List<Candidate> fused = new ReciprocalRankFusion(Ranking.DEFAULT).fuse(leg(8, 2), leg(2, 8));
    assertThat(fused).extracting(Candidate::item).containsExactly(2, 8);
    assertThat(new ReciprocalRankFusion(Ranking.DEFAULT).fuse(leg(9), leg(4)))
        .extracting(Candidate::item)
        .containsExactly(4, 9);
  }

  @Test
  void scoresOfTheLegsDoNotMatter() {
    List<Candidate> loud = VECTOR.stream().map(c -> new Candidate(c.item(), 1e9)).toList();
    ReciprocalRankFusion fusion = new ReciprocalRankFusion(Ranking.DEFAULT);
    assertThat(fusion.fuse(loud, KEYWORD)).isEqualTo(fusion.fuse(VECTOR, KEYWORD));
  }

  @Test
  void emptyLegsAddNothing() {
    ReciprocalRankFusion fusion = new ReciprocalRankFusion(Ranking.DEFAULT);
    assertThat(fusion.fuse(List.of(), List.of())).isEmpty();
    assertThat(fusion.fuse(VECTOR, List.of())).extracting(Candidate::item).containsExactly(7, 3, 9);
  }

  private static List<Candidate> leg(int... items) {
    return IntStream.range(0, items.length)
        .mapToObj(i -> new Candidate(items[i], 1.0 - i / 10.0))
        .toList();
  }
}
